-- The beginning of a word met the words of all accounts in the index before those of one were told apart. Now each word carries its
-- account: a search looks at its own account's part of the index, however many others there are.

-- Each word with a mark of its account in front. What is too long for a word with it is nothing anybody searches for.
create function tenant_vector(p_account uuid, p_words tsvector) returns tsvector
    language sql immutable parallel safe as
$$
select coalesce(string_agg('''' || left(md5(p_account::text), 8) || ':' || w[1] || '''' || coalesce(w[2], ''), ' '), '')::tsvector
  from regexp_matches(p_words::text, '''((?:[^'']|'''')*)''(:[0-9A-D,]+)?', 'g') w
 where octet_length(w[1]) < 1000
$$;
create function tenant_query(p_account uuid, p_words tsquery) returns tsquery
    language sql immutable parallel safe as
$$
select regexp_replace(p_words::text, '''((?:[^'']|'''')*)''', '''' || left(md5(p_account::text), 8) || ':\1''', 'g')::tsquery
$$;
grant execute on function tenant_vector(uuid, tsvector) to ${app_role}, ${definer_role};
grant execute on function tenant_query(uuid, tsquery) to ${definer_role};

-- the account itself stays a word too: a search for what is not there looks no further than that
-- contract: search_sessions alone reads it, and is made anew with it
alter table ai_session drop column search_vector;
alter table ai_session add column search_vector tsvector generated always as (
    array_to_tsvector(array ['@' || account_id::text])
        || ${schema}.tenant_vector(account_id,
            setweight(to_tsvector('english', coalesce(title, '') || ' ' || coalesce(problem_summary, '')), 'A')
            || setweight(to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(problem_summary, '')), 'A')
            || setweight(to_tsvector('english', coalesce(problem_domain, '') || ' ' || coalesce(client_name, '') || ' ' || coalesce(asset_name, '') || ' '
                                            || coalesce(issue_category, '') || ' ' || coalesce(psa_ticket_id, '') || ' ' || coalesce(resolution_summary, '')), 'B')
            || setweight(to_tsvector('simple', coalesce(problem_domain, '') || ' ' || coalesce(client_name, '') || ' ' || coalesce(asset_name, '') || ' '
                                           || coalesce(issue_category, '') || ' ' || coalesce(psa_ticket_id, '') || ' ' || coalesce(resolution_summary, '')), 'B')
            || setweight(to_tsvector('english', coalesce(triage_hypothesis, '') || ' ' || coalesce(search_text, '')), 'C')
            || setweight(to_tsvector('simple', coalesce(triage_hypothesis, '') || ' ' || coalesce(search_text, '')), 'C')
        )
    ) stored;
create index ai_session_search_ix on ai_session using gin (search_vector);

set local role ${definer_role};
-- contract: made anew below, with the same arguments and rows
drop function search_sessions(text, uuid, jsonb, timestamptz, uuid, integer);
reset role;

create function search_sessions(p_q text, p_user uuid, p_filters jsonb, p_after_time timestamptz, p_after_id uuid, p_limit integer)
    returns table (session_id uuid, created_at timestamptz)
    language plpgsql stable security definer set search_path = ${schema}, public, pg_temp as
$$
declare
    acct  uuid    := nullif(current_setting('app.account_id', true), '')::uuid;
    words tsquery := search_query(p_q);
    -- null when there is nothing to search for: then only a ticket of that name is found
    typed tsquery := case when numnode(words) > 0
                          then tenant_query(acct, words) && quote_literal('@' || acct::text)::tsquery end;
begin
    if acct is null then
        return;
    end if;
    -- planned with its values each time: a rare word and a common one want different plans
    return query execute
        'select s.id, s.created_at
           from (select distinct p.session_created_at, p.session_id from session_participant p
                  where p.account_id = $1 and p.user_id = $2
                    and ($3 is null or (p.session_created_at, p.session_id) < ($3, $4))
                  order by p.session_created_at desc, p.session_id desc) mine
           join ai_session s on s.account_id = $1 and s.id = mine.session_id
          where s.deleted_at is null
            and (s.search_vector @@ $5 or s.psa_ticket_id = $6)
            and (not $7 ? ''statuses'' or $7 -> ''statuses'' ? s.status)
            and (not $7 ? ''session_type'' or s.session_type = $7 ->> ''session_type'')
            and (not $7 ? ''confidence_tier'' or s.confidence_tier = $7 ->> ''confidence_tier'')
            and (not $7 ? ''problem_domain'' or s.problem_domain = $7 ->> ''problem_domain'')
            and (not $7 ? ''matched_flow_id'' or s.matched_flow_id = ($7 ->> ''matched_flow_id'')::uuid)
            and (not $7 ? ''ticket_id'' or s.psa_ticket_id = $7 ->> ''ticket_id'')
            and (not $7 ? ''from'' or s.created_at >= ($7 ->> ''from'')::timestamptz)
            and (not $7 ? ''to'' or s.created_at < ($7 ->> ''to'')::timestamptz)
          order by mine.session_created_at desc, mine.session_id desc limit $8'
        using acct, p_user, p_after_time, p_after_id, typed, btrim(p_q), p_filters, p_limit;
end
$$;
grant execute on function search_sessions(text, uuid, jsonb, timestamptz, uuid, integer) to ${app_role};
alter function search_sessions(text, uuid, jsonb, timestamptz, uuid, integer) owner to ${definer_role};
