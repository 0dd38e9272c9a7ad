-- The only ways this service looks across accounts; each returns ids and figures, never content. Listed in docs/cross-tenant-queries.md.

create function claim_due_assessments(p_owner uuid, p_limit integer, p_lease_ms integer)
    returns table (account_id uuid, handoff_id uuid, generation integer, attempts integer, lease_epoch bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select j.account_id, j.handoff_id, j.generation from assessment_job j
              where (j.state = 'pending' and j.next_attempt_at <= now()) or (j.state = 'running' and j.lease_until < now())
              order by j.next_attempt_at limit p_limit for update skip locked)
update assessment_job j
   set state = 'running', attempts = j.attempts + 1, lease_owner = p_owner, lease_epoch = j.lease_epoch + 1,
       lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
  from due where j.account_id = due.account_id and j.handoff_id = due.handoff_id and j.generation = due.generation
returning j.account_id, j.handoff_id, j.generation, j.attempts, j.lease_epoch
$$;

create function claim_due_notification_jobs(p_limit integer, p_lease_ms integer) returns table (account_id uuid, id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select j.account_id, j.id from notification_job j
              where j.state = 'pending' and (j.lease_until is null or j.lease_until < now())
              order by j.created_at limit p_limit for update skip locked)
update notification_job j set lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
  from due where j.account_id = due.account_id and j.id = due.id
returning j.account_id, j.id
$$;

-- accounts whose directory is older than p_every_ms and was used within p_in_use_ms
create function accounts_due_for_directory_refresh(p_limit integer, p_every_ms bigint, p_in_use_ms bigint) returns table (account_id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select d.account_id from directory_state d
              where d.used_at > now() - make_interval(secs => p_in_use_ms / 1000.0)
                and coalesce(d.attempted_at, '-infinity') <= now() - make_interval(secs => p_every_ms / 1000.0)
              order by d.attempted_at nulls first limit p_limit for update skip locked)
update directory_state d set attempted_at = now() from due where d.account_id = due.account_id
returning d.account_id
$$;

-- open hand-offs older than the limit of their intent; a null limit means never
create function claim_expired_handoffs(p_park_before timestamptz, p_escalate_before timestamptz, p_limit integer)
    returns table (account_id uuid, id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select h.account_id, h.id from handoff h
 where h.status = 'open'
   and ((h.intent = 'park' and h.created_at < p_park_before) or (h.intent = 'escalate' and h.created_at < p_escalate_before))
 order by h.created_at limit p_limit
$$;

create function purge_stream_events(p_before timestamptz) returns integer
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with gone as (delete from stream_event e where e.created_at < p_before returning 1)
select count(*)::integer from gone
$$;

-- granted before the hand-over: afterwards only the definer role could
grant execute on function claim_due_assessments(uuid, integer, integer), claim_due_notification_jobs(integer, integer),
    accounts_due_for_directory_refresh(integer, bigint, bigint), claim_expired_handoffs(timestamptz, timestamptz, integer),
    purge_stream_events(timestamptz) to ${app_role};
alter function claim_due_assessments(uuid, integer, integer) owner to ${definer_role};
alter function claim_due_notification_jobs(integer, integer) owner to ${definer_role};
alter function accounts_due_for_directory_refresh(integer, bigint, bigint) owner to ${definer_role};
alter function claim_expired_handoffs(timestamptz, timestamptz, integer) owner to ${definer_role};
alter function purge_stream_events(timestamptz) owner to ${definer_role};
