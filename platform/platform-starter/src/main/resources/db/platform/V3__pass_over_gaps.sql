-- Events that never came leave a gap that no dead letter stands for: an operator sees it, and may pass over it.
call definer_may('select', 'inbox_position');

set role ${definer_role};

-- What waits behind a dead letter is no gap: the letter is ended first.
create function inbox_gaps(p_limit integer)
    returns table (account_id uuid, consumer text, aggregate_id text, missing_from bigint, missing_to bigint, held bigint, since timestamptz)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select p.account_id, p.consumer, p.aggregate_id, coalesce(max(o.last_seq), 0) + 1, min(p.aggregate_seq) - 1, count(*), min(p.parked_at)
  from inbox_parked p
  left join inbox_position o on o.account_id = p.account_id and o.consumer = p.consumer and o.aggregate_id = p.aggregate_id
 where not exists (select from inbox_dead_letter d
                    where d.account_id = p.account_id and d.consumer = p.consumer and d.aggregate_id = p.aggregate_id
                      and d.aggregate_seq < p.aggregate_seq and d.replayed_at is null)
 group by p.account_id, p.consumer, p.aggregate_id
having min(p.aggregate_seq) > coalesce(max(o.last_seq), 0) + 1
 order by min(p.parked_at) limit p_limit
$$;

grant execute on function inbox_gaps(integer) to ${app_role};

reset role;
