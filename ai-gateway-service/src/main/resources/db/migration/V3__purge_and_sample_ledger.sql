-- The ledger is kept for 24 months (contract-ai §9, §12), and sampled against its windows (§8).

-- requests come in the order of their time: a small index that costs the insert next to nothing
create index ai_request_age_ix on ai_request using brin (created_at) with (pages_per_range = 16);

grant delete on ai_request, ai_attempt, quota_window to ${definer_role};
-- locking a row for its deletion asks for the right to update it
grant update on quota_window to ${definer_role};
call definer_may('select, update, delete', 'ledger_adjustment');
call definer_may('select, delete', 'quota_warning');

-- The limit is in here, not a parameter: nobody who may call this can delete younger rows. A window goes before the first of its requests
-- does, so that every window that is there can be computed again.
create function purge_ledger(p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    oldest timestamptz := now() - interval '24 months';
    windows integer;
    requests integer;
    adjustments integer;
begin
    with gone as (select w.account_id, w.period, w.window_start from quota_window w
                   where w.window_start < oldest limit p_limit for update skip locked),
         warnings as (delete from quota_warning q using gone g
                       where q.account_id = g.account_id and q.period = g.period and q.window_start = g.window_start)
    delete from quota_window w using gone g
     where w.account_id = g.account_id and w.period = g.period and w.window_start = g.window_start;
    get diagnostics windows = row_count;

    with gone as (select r.account_id, r.id from ai_request r
                   where r.created_at < oldest and r.state <> 'held' limit p_limit for update skip locked),
         corrections as (delete from ledger_adjustment j using gone g where j.account_id = g.account_id and j.request_id = g.id),
         attempts as (delete from ai_attempt a using gone g where a.account_id = g.account_id and a.request_id = g.id)
    delete from ai_request r using gone g where r.account_id = g.account_id and r.id = g.id;
    get diagnostics requests = row_count;

    delete from ledger_adjustment j using
        (select o.account_id, o.id from ledger_adjustment o
          where o.request_id is null and o.created_at < oldest limit p_limit for update skip locked) old
     where j.account_id = old.account_id and j.id = old.id;
    get diagnostics adjustments = row_count;
    return windows + requests + adjustments;
end
$$;

-- Accounts with a running month, after a cursor: ids alone. Each is then compared inside its account.
create function accounts_to_compare(p_after uuid, p_limit integer) returns table (account_id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select w.account_id from quota_window w
 where w.period = 'monthly' and w.window_start <= now() and w.window_end > now() and (p_after is null or w.account_id > p_after)
 order by w.account_id
 limit p_limit
$$;

grant execute on function purge_ledger(integer), accounts_to_compare(uuid, integer) to ${app_role};
alter function purge_ledger(integer) owner to ${definer_role};
alter function accounts_to_compare(uuid, integer) owner to ${definer_role};
