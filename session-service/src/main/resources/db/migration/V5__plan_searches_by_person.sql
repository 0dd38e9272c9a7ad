-- A person belongs to one account: told by neither column alone, the planner took the few sessions it expected of somebody with thousands
-- and looked at each of them, instead of asking the text index.
create statistics session_participant_person_st (ndistinct, dependencies, mcv) on account_id, user_id from session_participant;
alter statistics session_participant_person_st set statistics 1000;
analyze session_participant;

-- As before; but nothing is asked for the words before the last one where there are none, which the server remarked on each time.
create or replace function search_query(p_q text) returns tsquery
    language plpgsql stable set search_path = ${schema}, pg_temp as
$$
declare
    typed  tsquery := websearch_to_tsquery('english', p_q) || websearch_to_tsquery('simple', p_q);
    latest text    := substring(p_q from '(?:^|\s)([[:alnum:]]{3,})$');
    before text    := btrim(left(p_q, -length(latest)));
begin
    if latest is null then
        return typed;
    end if;
    if before = '' then
        return typed || to_tsquery('simple', latest || ':*');
    end if;
    return typed || (websearch_to_tsquery('english', before) && to_tsquery('simple', latest || ':*'));
end
$$;
