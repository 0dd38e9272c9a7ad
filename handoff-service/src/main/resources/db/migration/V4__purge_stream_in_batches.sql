-- Days as partitions would need the day in the primary key, and (account_id, seq) must stay unique by itself: rows go in batches instead,
-- each in a transaction of its own. Nobody but this function deletes, and a row that another process deletes at the same time counts once.
create function purge_stream_events(p_before timestamptz, p_limit integer) returns integer
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with old as (select e.account_id, e.seq from stream_event e where e.created_at < p_before order by e.created_at limit p_limit),
     gone as (delete from stream_event e using old where e.account_id = old.account_id and e.seq = old.seq returning 1)
select count(*)::integer from gone
$$;
grant execute on function purge_stream_events(timestamptz, integer) to ${app_role};
alter function purge_stream_events(timestamptz, integer) owner to ${definer_role};
