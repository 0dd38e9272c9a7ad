-- contract-handoffs §7 and §12: channels outside the app, what is sent through them, and who wants what.

create table notification_channel
(
    account_id        uuid        not null,
    id                uuid        not null,
    type              text        not null,
    name              text        not null,
    enabled           boolean     not null,
    events_enabled    text[]      not null,
    min_priority      smallint    not null default 0,
    -- address and signing secrets in one; null for the built-in e-mail channel
    secret_ciphertext bytea,
    key_id            bigint,
    url_hint          text,
    version           integer     not null default 1,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    constraint notification_channel_pk primary key (account_id, id),
    constraint notification_channel_type_ck check (type in ('email', 'slack', 'teams', 'webhook')),
    constraint notification_channel_secret_ck check ((type = 'email') = (secret_ciphertext is null)),
    constraint notification_channel_priority_ck check (min_priority between 0 and 3)
);
create unique index notification_channel_email_uk on notification_channel (account_id) where type = 'email';
create index notification_channel_key_ix on notification_channel (key_id) where key_id is not null;
call tenant_table('notification_channel');
call definer_may('select', 'notification_channel');

create table notification_delivery
(
    account_id       uuid        not null,
    id               uuid        not null,
    -- one of the two: a channel, or the person an e-mail goes to
    channel_id       uuid,
    user_id          uuid,
    event            text        not null,
    subject_type     text        not null,
    subject_id       uuid        not null,
    generation       integer     not null,
    state            text        not null default 'pending',
    -- what is sent: no content beyond title, reason, names and link
    payload          jsonb       not null,
    recipient_hint   text        not null,
    fallback_used    boolean     not null default false,
    attempts         integer     not null default 0,
    next_attempt_at  timestamptz not null default now(),
    -- its reason went away while it was being sent: not to be tried again
    void             boolean     not null default false,
    lease_owner      uuid,
    lease_epoch      bigint      not null default 0,
    lease_until      timestamptz,
    last_http_status integer,
    last_error_code  text,
    created_at       timestamptz not null default now(),
    sent_at          timestamptz,
    constraint notification_delivery_pk primary key (account_id, id),
    constraint notification_delivery_channel_fk foreign key (account_id, channel_id)
        references notification_channel (account_id, id) on delete cascade,
    constraint notification_delivery_to_ck check ((channel_id is null) <> (user_id is null)),
    constraint notification_delivery_state_ck check (state in ('pending', 'sending', 'sent', 'failed', 'cancelled', 'suppressed'))
);
create unique index notification_delivery_once_uk
    on notification_delivery (account_id, coalesce(channel_id, user_id), event, subject_id, generation);
create index notification_delivery_due_ix on notification_delivery (state, next_attempt_at);
create index notification_delivery_subject_ix on notification_delivery (account_id, subject_id, created_at);
create index notification_delivery_channel_ix on notification_delivery (account_id, channel_id, created_at desc, id);
create index notification_delivery_lease_ix on notification_delivery (account_id, lease_until) where lease_until is not null;
call tenant_table('notification_delivery');
call definer_may('select, update', 'notification_delivery');

create table notification_setting
(
    account_id              uuid        not null,
    l1_recipient_ids        uuid[]      not null,
    collapse_window_seconds integer     not null,
    updated_at              timestamptz not null default now(),
    constraint notification_setting_pk primary key (account_id),
    constraint notification_setting_window_ck check (collapse_window_seconds between 0 and 3600)
);
call tenant_table('notification_setting');

create table notification_preference
(
    account_id uuid        not null,
    user_id    uuid        not null,
    -- {"<event key>": bool}, only what differs from the defaults
    email      jsonb       not null,
    updated_at timestamptz not null default now(),
    constraint notification_preference_pk primary key (account_id, user_id)
);
call tenant_table('notification_preference');

-- At most one delivery of a subject is under way, so that a claim finds the others still pending; e-mail goes before channels, which may be
-- slow; an account gets at most four places. A lease that ran out belongs to a process that died.
create function claim_due_deliveries(p_owner uuid, p_limit integer, p_lease_ms integer)
    returns table (account_id uuid, id uuid, lease_epoch bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with head as (select distinct on (d.account_id, d.subject_id) d.account_id, d.id, d.next_attempt_at
                from notification_delivery d
               where d.state in ('pending', 'sending') and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now())
                 and not exists (select 1 from notification_delivery o
                                  where o.account_id = d.account_id and o.subject_id = d.subject_id and o.lease_until >= now())
               order by d.account_id, d.subject_id, d.attempts, (d.user_id is null), d.next_attempt_at, d.id),
     ranked as (select h.account_id, h.id, h.next_attempt_at,
                       row_number() over (partition by h.account_id order by h.next_attempt_at, h.id)
                           + (select count(*) from notification_delivery l where l.account_id = h.account_id and l.lease_until >= now()) as place
                  from head h),
     due as (select d.account_id, d.id from notification_delivery d join ranked r on r.account_id = d.account_id and r.id = d.id
              where r.place <= 4 and d.state in ('pending', 'sending') and (d.lease_until is null or d.lease_until < now())
              order by r.next_attempt_at limit p_limit for update of d skip locked)
update notification_delivery d
   set lease_owner = p_owner, lease_epoch = d.lease_epoch + 1, lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
  from due where d.account_id = due.account_id and d.id = due.id
returning d.account_id, d.id, d.lease_epoch
$$;

-- channels sealed with another key than the one in use
create function claim_channels_of_old_keys(p_key_id bigint, p_limit integer) returns table (account_id uuid, id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select c.account_id, c.id from notification_channel c where c.key_id is not null and c.key_id <> p_key_id order by c.account_id, c.id limit p_limit
$$;

-- gauges for the operator: figures only
create function count_open_handoffs() returns table (intent text, source_kind text, waiting bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select h.intent, h.source_kind, count(*) from handoff h where h.status = 'open' group by h.intent, h.source_kind
$$;

create function oldest_directory_seconds(p_in_use_ms bigint) returns double precision
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select coalesce(max(extract(epoch from now() - d.refreshed_at)), 0)::double precision from directory_state d
 where d.used_at > now() - make_interval(secs => p_in_use_ms / 1000.0)
$$;

grant execute on function claim_due_deliveries(uuid, integer, integer), claim_channels_of_old_keys(bigint, integer), count_open_handoffs(),
    oldest_directory_seconds(bigint) to ${app_role};
alter function claim_due_deliveries(uuid, integer, integer) owner to ${definer_role};
alter function claim_channels_of_old_keys(bigint, integer) owner to ${definer_role};
alter function count_open_handoffs() owner to ${definer_role};
alter function oldest_directory_seconds(bigint) owner to ${definer_role};
