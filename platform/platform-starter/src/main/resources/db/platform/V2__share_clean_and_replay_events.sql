-- Fair shares of shards, clean-up in small steps, and what an operator needs to replay a dead letter (architecture §6).

-- Relays that are alive, so that each takes its share of the shards and no more.
create table outbox_relay
(
    owner   uuid        not null,
    seen_at timestamptz not null,
    constraint outbox_relay_pk primary key (owner)
);
revoke all on outbox_relay from ${app_role};
grant select, insert, update, delete on outbox_relay to ${definer_role};

create index outbox_event_published_ix on outbox_event (published_at) where published_at is not null;
create index inbox_at_ix on inbox (at);
create index idempotency_key_expires_ix on idempotency_key (expires_at);
-- rows come and go all day
alter table outbox_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
alter table inbox set (autovacuum_vacuum_scale_factor = 0.02);
alter table outbox_shard set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- when it was applied, not when its transaction began
alter table inbox alter at set default clock_timestamp();
alter table inbox drop constraint inbox_outcome_ck;
alter table inbox add constraint inbox_outcome_ck check (outcome in ('applied', 'ignored', 'outdated', 'skipped'));

alter table inbox_dead_letter
    add column source text not null default '',
    add column occurred_at timestamptz,
    -- how an operator ended it: replayed, or skipped without effect
    add column resolution text,
    add constraint inbox_dead_letter_resolution_ck check (resolution in ('replayed', 'skipped') and replayed_at is not null or resolution is null);
create index inbox_dead_letter_open_ix on inbox_dead_letter (at) where replayed_at is null;

-- locking a row for its deletion asks for the right to update it
call definer_may('select, update, delete', 'inbox');
call definer_may('select, update, delete', 'idempotency_key');
call definer_may('select', 'inbox_parked');
call definer_may('select', 'inbox_dead_letter');
grant delete on outbox_event to ${definer_role};

-- The definer role owns the functions, so it replaces them and makes the new ones.
set role ${definer_role};

create or replace function outbox_lease(p_owner uuid, p_max integer, p_lease_ms integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    lease interval := make_interval(secs => p_lease_ms / 1000.0);
    share integer;
    held  integer;
begin
    insert into outbox_relay (owner, seen_at) values (p_owner, now()) on conflict (owner) do update set seen_at = now();
    delete from outbox_relay where owner in (select r.owner from outbox_relay r where r.seen_at < now() - lease * 6 for update skip locked);
    select least(p_max, ceil(64.0 / count(*))::integer) into share from outbox_relay where seen_at > now() - lease;
    -- a relay asks between two turns, when it has nothing in flight: what is above its share goes to the others
    update outbox_shard set owner = null, lease_until = null
     where shard in (select s.shard from outbox_shard s where s.owner = p_owner and s.lease_until > now() order by s.shard offset share);
    update outbox_shard set lease_until = now() + lease where owner = p_owner and lease_until > now();
    get diagnostics held = row_count;
    if held < share then
        with free as (select shard from outbox_shard
                       where owner is null or lease_until <= now()
                       order by shard limit share - held for update skip locked)
        update outbox_shard s
           set owner = p_owner, epoch = s.epoch + 1, lease_until = now() + lease
          from free where s.shard = free.shard;
    end if;
    return (select count(*) from outbox_shard where owner = p_owner and lease_until > now());
end
$$;

create or replace function outbox_release(p_owner uuid) returns void
    language sql security definer set search_path = ${schema}, pg_temp as
$$
delete from outbox_relay where owner = p_owner;
update outbox_shard set owner = null, lease_until = null where owner = p_owner
$$;

-- Some of every shard held, so that a long backlog in one does not keep the others waiting.
create or replace function outbox_due(p_owner uuid, p_limit integer)
    returns table (account_id uuid, event_id uuid, shard smallint, epoch bigint, topic text, type text, aggregate_id text,
                   aggregate_seq bigint, payload text, traceparent text, occurred_at timestamptz)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with held as (select s.shard, s.epoch, count(*) over () as shards from outbox_shard s where s.owner = p_owner and s.lease_until > now())
select e.account_id, e.event_id, e.shard, h.epoch, e.topic, e.type, e.aggregate_id, e.aggregate_seq, e.payload, e.traceparent, e.occurred_at
  from held h
 cross join lateral (select * from outbox_event o where o.shard = h.shard and o.published_at is null
                      order by o.aggregate_id, o.aggregate_seq limit greatest(p_limit / h.shards, 10)) e
 order by e.shard, e.aggregate_id, e.aggregate_seq
$$;

-- Clean-up takes what nobody else holds, a little at a time, and waits for nobody.
create function outbox_purge(p_before timestamptz, p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    gone integer;
begin
    delete from outbox_event e using
        (select o.account_id, o.event_id from outbox_event o where o.published_at < p_before
          order by o.published_at limit p_limit for update skip locked) old
     where e.account_id = old.account_id and e.event_id = old.event_id;
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- An event that comes again after its row went is still told by the position of its aggregate.
create function inbox_purge(p_before timestamptz, p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    gone integer;
begin
    delete from inbox i using
        (select o.account_id, o.consumer, o.event_id from inbox o where o.at < p_before
          order by o.at limit p_limit for update skip locked) old
     where i.account_id = old.account_id and i.consumer = old.consumer and i.event_id = old.event_id;
    get diagnostics gone = row_count;
    return gone;
end
$$;

create function idempotency_purge(p_before timestamptz, p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    gone integer;
begin
    delete from idempotency_key k using
        (select o.account_id, o.user_id, o.route, o.key from idempotency_key o where o.expires_at < p_before
          order by o.expires_at limit p_limit for update skip locked) old
     where k.account_id = old.account_id and k.user_id = old.user_id and k.route = old.route and k.key = old.key;
    get diagnostics gone = row_count;
    return gone;
end
$$;

create function inbox_backlog() returns table (parked bigint, oldest_seconds double precision, dead_letters bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select (select count(*) from inbox_parked),
       (select coalesce(extract(epoch from now() - min(parked_at)), 0) from inbox_parked),
       (select count(*) from inbox_dead_letter where replayed_at is null)
$$;

-- What an operator sees of dead letters: never a payload.
create function inbox_dead_letters(p_limit integer)
    returns table (account_id uuid, consumer text, event_id uuid, topic text, type text, aggregate_id text, aggregate_seq bigint, error text,
                   at timestamptz, held bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select d.account_id, d.consumer, d.event_id, d.topic, d.type, d.aggregate_id, d.aggregate_seq, d.error, d.at,
       (select count(*) from inbox_parked p where p.account_id = d.account_id and p.consumer = d.consumer and p.aggregate_id = d.aggregate_id
                                                and p.aggregate_seq > d.aggregate_seq)
  from inbox_dead_letter d where d.replayed_at is null order by d.at limit p_limit
$$;

grant execute on function outbox_purge(timestamptz, integer), inbox_purge(timestamptz, integer), idempotency_purge(timestamptz, integer),
    inbox_backlog(), inbox_dead_letters(integer) to ${app_role};

reset role;
