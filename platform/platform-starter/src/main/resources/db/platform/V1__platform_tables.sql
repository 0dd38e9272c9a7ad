-- Tables that every service has (architecture §5, §6). Runs in the service's own schema, as its owner.

-- The one way a table becomes a tenant table: RLS enabled and forced, one policy for reading and writing.
create procedure tenant_table(t regclass)
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy tenant on %s using (account_id = nullif(current_setting(''app.account_id'', true), '''')::uuid) '
                   'with check (account_id = nullif(current_setting(''app.account_id'', true), '''')::uuid)', t);
end
$$;

-- A definer function runs as a role that owns no table; it sees a table only when this was called for it.
create procedure definer_may(privileges text, t regclass)
    language plpgsql as
$$
begin
    execute format('grant %s on %s to ${definer_role}', privileges, t);
    execute format('create policy definer on %s to ${definer_role} using (true) with check (true)', t);
end
$$;

create table aggregate_sequence
(
    account_id   uuid   not null,
    aggregate_id text   not null,
    last_seq     bigint not null,
    constraint aggregate_sequence_pk primary key (account_id, aggregate_id)
);
call tenant_table('aggregate_sequence');

create table outbox_event
(
    account_id    uuid        not null,
    event_id      uuid        not null,
    shard         smallint    not null,
    topic         text        not null,
    type          text        not null,
    aggregate_id  text        not null,
    aggregate_seq bigint      not null,
    payload       text        not null,
    traceparent   text,
    occurred_at   timestamptz not null,
    created_at    timestamptz not null default now(),
    published_at  timestamptz,
    constraint outbox_event_pk primary key (account_id, event_id),
    constraint outbox_event_aggregate_uk unique (account_id, aggregate_id, aggregate_seq),
    constraint outbox_event_shard_ck check (shard between 0 and 63)
);
create index outbox_event_due_ix on outbox_event (shard, aggregate_id, aggregate_seq) where published_at is null;
call tenant_table('outbox_event');
call definer_may('select, update', 'outbox_event');

-- Leases of shards, not rows: two relays with row leases could swap the events of one aggregate.
create table outbox_shard
(
    shard       smallint not null,
    owner       uuid,
    epoch       bigint   not null default 0,
    lease_until timestamptz,
    constraint outbox_shard_pk primary key (shard)
);
insert into outbox_shard (shard) select generate_series(0, 63);
revoke all on outbox_shard from ${app_role};
grant select, update on outbox_shard to ${definer_role};

create function outbox_lease(p_owner uuid, p_max integer, p_lease_ms integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    held integer;
begin
    update outbox_shard set lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
     where owner = p_owner and lease_until > now();
    get diagnostics held = row_count;
    if held < p_max then
        with free as (select shard from outbox_shard
                       where owner is null or lease_until <= now()
                       order by shard limit p_max - held for update skip locked)
        update outbox_shard s
           set owner = p_owner, epoch = s.epoch + 1, lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
          from free where s.shard = free.shard;
    end if;
    return (select count(*) from outbox_shard where owner = p_owner and lease_until > now());
end
$$;

create function outbox_due(p_owner uuid, p_limit integer)
    returns table (account_id uuid, event_id uuid, shard smallint, epoch bigint, topic text, type text, aggregate_id text,
                   aggregate_seq bigint, payload text, traceparent text, occurred_at timestamptz)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select e.account_id, e.event_id, e.shard, s.epoch, e.topic, e.type, e.aggregate_id, e.aggregate_seq, e.payload, e.traceparent, e.occurred_at
  from outbox_shard s join outbox_event e on e.shard = s.shard and e.published_at is null
 where s.owner = p_owner and s.lease_until > now()
 order by e.shard, e.aggregate_id, e.aggregate_seq
 limit p_limit
$$;

-- Marks only while the shard is still held under the epoch the rows were read with: a relay that slept cannot overwrite.
create function outbox_mark(p_owner uuid, p_shard smallint, p_epoch bigint, p_events uuid[]) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    marked integer;
begin
    perform 1 from outbox_shard where shard = p_shard and owner = p_owner and epoch = p_epoch for share;
    if not found then
        return 0;
    end if;
    update outbox_event set published_at = now() where shard = p_shard and event_id = any (p_events) and published_at is null;
    get diagnostics marked = row_count;
    return marked;
end
$$;

create function outbox_release(p_owner uuid) returns void
    language sql security definer set search_path = ${schema}, pg_temp as
$$
update outbox_shard set owner = null, lease_until = null where owner = p_owner
$$;

create function outbox_backlog() returns table (unpublished bigint, oldest_seconds double precision)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select count(*), coalesce(extract(epoch from now() - min(created_at)), 0) from outbox_event where published_at is null
$$;

-- granted before the hand-over: afterwards only the definer role could
grant execute on function outbox_lease(uuid, integer, integer), outbox_due(uuid, integer),
    outbox_mark(uuid, smallint, bigint, uuid[]), outbox_release(uuid), outbox_backlog() to ${app_role};
alter function outbox_lease(uuid, integer, integer) owner to ${definer_role};
alter function outbox_due(uuid, integer) owner to ${definer_role};
alter function outbox_mark(uuid, smallint, bigint, uuid[]) owner to ${definer_role};
alter function outbox_release(uuid) owner to ${definer_role};
alter function outbox_backlog() owner to ${definer_role};

create table inbox
(
    account_id uuid        not null,
    consumer   text        not null,
    event_id   uuid        not null,
    outcome    text        not null,
    at         timestamptz not null default now(),
    constraint inbox_pk primary key (account_id, consumer, event_id),
    constraint inbox_outcome_ck check (outcome in ('applied', 'ignored', 'outdated'))
);
call tenant_table('inbox');

create table inbox_position
(
    account_id   uuid   not null,
    consumer     text   not null,
    aggregate_id text   not null,
    last_seq     bigint not null,
    constraint inbox_position_pk primary key (account_id, consumer, aggregate_id)
);
call tenant_table('inbox_position');

-- Events that came before their predecessor, and those held behind a dead letter.
create table inbox_parked
(
    account_id    uuid        not null,
    consumer      text        not null,
    aggregate_id  text        not null,
    aggregate_seq bigint      not null,
    event_id      uuid        not null,
    type          text        not null,
    source        text        not null,
    occurred_at   timestamptz not null,
    payload       text        not null,
    parked_at     timestamptz not null default now(),
    constraint inbox_parked_pk primary key (account_id, consumer, aggregate_id, aggregate_seq)
);
call tenant_table('inbox_parked');

create table inbox_dead_letter
(
    account_id    uuid        not null,
    consumer      text        not null,
    event_id      uuid        not null,
    topic         text        not null,
    type          text        not null,
    aggregate_id  text        not null,
    aggregate_seq bigint      not null,
    payload       text        not null,
    error         text        not null,
    at            timestamptz not null default now(),
    replayed_at   timestamptz,
    constraint inbox_dead_letter_pk primary key (account_id, consumer, event_id)
);
call tenant_table('inbox_dead_letter');

create table idempotency_key
(
    account_id   uuid        not null,
    user_id      uuid        not null,
    route        text        not null,
    key          text        not null,
    body_hash    text        not null,
    state        text        not null,
    status       integer,
    headers      text,
    body         bytea,
    started_at   timestamptz not null default now(),
    -- set in the transaction of the request's effect: a key with it is never run again, also when its answer was lost
    effect_at    timestamptz,
    expires_at   timestamptz not null,
    constraint idempotency_key_pk primary key (account_id, user_id, route, key),
    constraint idempotency_key_state_ck check (state in ('in_flight', 'done')),
    constraint idempotency_key_done_ck check ((state = 'done') = (status is not null))
);
call tenant_table('idempotency_key');

create table audit_log
(
    account_id    uuid        not null,
    id            uuid        not null,
    at            timestamptz not null,
    actor_id      uuid,
    actor_name    text,
    acting_as     text,
    action        text        not null,
    resource_type text        not null,
    resource_id   text        not null,
    before_digest text,
    after_digest  text,
    details       jsonb       not null default '{}',
    trace_id      text,
    constraint audit_log_pk primary key (account_id, id)
);
create index audit_log_resource_ix on audit_log (account_id, resource_type, resource_id, at desc, id);
create index audit_log_at_ix on audit_log (account_id, at desc, id);
call tenant_table('audit_log');
revoke update, delete on audit_log from ${app_role};
