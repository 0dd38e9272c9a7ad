-- What a list counts and what similar compares must not grow with all the sessions of an account.

-- Deleted sessions wait seven days for removal; a count takes them off what the index of participants says.
create index ai_session_deleted_ix on ai_session (account_id, owner_id) where deleted_at is not null;

-- Sessions near one session: those the caller may read, and (shared) resolved ones of the account, which are shown redacted.
-- Exact over an account's flat rows, by graph over what was moved there; the account comes from the transaction only.
-- Who may see resolved sessions of all sees most of what is near: row by row, nearest first, until enough are found, and the account's other
-- sessions are never looked at. Who may not is asked for all at once.
-- the extension's settings are known once it has been used in the session
do $$ begin perform '[1]'::public.vector; end $$;
drop function similar_sessions(uuid, uuid, boolean, integer);
create function similar_sessions(p_session uuid, p_user uuid, p_shared boolean, p_limit integer)
    returns table (session_id uuid, readable boolean, similarity double precision)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp set hnsw.iterative_scan = 'relaxed_order' as
$$
declare
    acct   uuid := nullif(current_setting('app.account_id', true), '')::uuid;
    origin session_embedding;
begin
    select e.* into origin from session_embedding e where e.account_id = acct and e.session_id = p_session and e.embedding is not null;
    if origin.session_id is null then
        return;
    end if;
    return query execute
        'with near as materialized (
             (select e.session_id, e.embedding <=> $2 as distance from session_embedding e
               where e.account_id = $1 and not e.in_graph and e.embedding is not null and e.model = $3 and e.model_version = $4)
             union all
             (select g.session_id, g.distance from
                 (select e.session_id, e.embedding <=> $2 as distance from session_embedding e
                   where e.account_id = $1 and e.in_graph and e.model = $3 and e.model_version = $4
                   order by e.embedding <=> $2 limit 200) g))
         select n.session_id, r.readable, 1 - n.distance
           from (select * from near where distance <= 0.55 and session_id <> $7 order by distance, session_id) n
           cross join lateral (
               select s.status,
                      exists (select 1 from session_participant p where p.account_id = $1 and p.session_id = s.id and p.user_id = $5)
                          or (s.open_handoff_id is not null and ($6 or s.escalated_to_id = $5)) as readable,
                      exists (select 1 from session_shared_summary h where h.account_id = $1 and h.session_id = n.session_id) as summed_up
                 from ai_session s where s.account_id = $1 and s.id = n.session_id and s.deleted_at is null'
            || case when p_shared then ' offset 0' else '' end || ') r
          where r.readable or ($6 and r.status = ''resolved'' and r.summed_up)
          order by n.distance, n.session_id limit $8'
        using acct, origin.embedding, origin.model, origin.model_version, p_user, p_shared, p_session, p_limit;
end
$$;
grant execute on function similar_sessions(uuid, uuid, boolean, integer) to ${app_role};
alter function similar_sessions(uuid, uuid, boolean, integer) owner to ${definer_role};
