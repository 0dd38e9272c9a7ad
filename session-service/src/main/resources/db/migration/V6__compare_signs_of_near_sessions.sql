-- Near sessions of an account lie on as many pages as there are sessions: comparing them all read 40 MB at 5,000. Now an index carries the
-- signs of each vector's numbers; who may see resolved sessions of all has only the likeliest compared exactly. Who may not still has all
-- compared: his own may be far down the order.
alter table session_embedding add column bits bit(384) generated always as (binary_quantize(embedding)::bit(384)) stored;
create index session_embedding_bits_ix on session_embedding (account_id) include (session_id, bits) where embedding is not null and not in_graph;

set local role ${definer_role};
-- contract: made anew below, with the same arguments and rows
drop function similar_sessions(uuid, uuid, boolean, integer);
reset role;

create function similar_sessions(p_session uuid, p_user uuid, p_shared boolean, p_limit integer)
    returns table (session_id uuid, readable boolean, similarity double precision)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp set hnsw.iterative_scan = 'relaxed_order' as
$$
declare
    acct   uuid := nullif(current_setting('app.account_id', true), '')::uuid;
    origin session_embedding;
    -- taken by their signs: many more than are shown, because signs are rough and not everything near may be seen
    likely constant integer := 300;
begin
    select e.* into origin from session_embedding e where e.account_id = acct and e.session_id = p_session and e.embedding is not null;
    if origin.session_id is null then
        return;
    end if;
    return query execute
        'with near as materialized (
             (select e.session_id, e.embedding <=> $2 as distance
                from (select b.session_id from session_embedding b
                       where b.account_id = $1 and not b.in_graph and b.embedding is not null'
            || case when p_shared then ' order by b.bits <~> $9 limit ' || likely else '' end || ') k
                join session_embedding e on e.account_id = $1 and e.session_id = k.session_id
               where e.model = $3 and e.model_version = $4)
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
        using acct, origin.embedding, origin.model, origin.model_version, p_user, p_shared, p_session, p_limit, origin.bits;
end
$$;
grant execute on function similar_sessions(uuid, uuid, boolean, integer) to ${app_role};
alter function similar_sessions(uuid, uuid, boolean, integer) owner to ${definer_role};
