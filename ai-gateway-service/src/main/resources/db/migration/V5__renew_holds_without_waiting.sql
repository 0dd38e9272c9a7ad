-- Who settles several calls of an account together locks their rows one after the other; a renewal that waited for one of them while it had
-- another closed the circle. A row that somebody has is ending or grows its hold right now, and is renewed ten seconds later if it lives.
set local role ${definer_role};
-- contract: made anew below, with the same arguments and rows
drop function renew_holds(uuid, uuid[], integer);
reset role;

create function renew_holds(p_owner uuid, p_requests uuid[], p_lease_ms integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    renewed integer;
begin
    update ai_request r set lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
      from (select h.account_id, h.id from ai_request h
             where h.state = 'held' and h.lease_owner = p_owner and h.id = any (p_requests)
               for update skip locked) free
     where r.account_id = free.account_id and r.id = free.id;
    get diagnostics renewed = row_count;
    return renewed;
end
$$;

grant execute on function renew_holds(uuid, uuid[], integer) to ${app_role};
alter function renew_holds(uuid, uuid[], integer) owner to ${definer_role};
