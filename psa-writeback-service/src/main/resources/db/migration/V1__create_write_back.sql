-- Tables of psa-writeback-service (contract-psa §17). The platform's own tables are there already.

create table psa_connection
(
    account_id             uuid        not null,
    id                     uuid        not null,
    provider               text        not null,
    display_name           text        not null,
    base_url               text,
    config                 jsonb       not null default '{}',
    credentials_ciphertext bytea,
    key_id                 bigint,
    hints                  jsonb       not null default '{}',
    status                 text        not null,
    paused_reason          text,
    rejected_in_a_row      integer     not null default 0,
    capabilities           jsonb       not null,
    zone_or_codebase       text,
    server_version         text,
    is_default             boolean     not null default false,
    last_tested_at         timestamptz,
    last_ok_at             timestamptz,
    last_error_code        text,
    created_by             uuid        not null,
    created_by_name        text        not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    version                integer     not null default 1,
    constraint psa_connection_pk primary key (account_id, id),
    constraint psa_connection_provider_ck check (provider in ('connectwise', 'autotask', 'halopsa', 'zammad', 'request_tracker')),
    constraint psa_connection_status_ck check (status in ('untested', 'ok', 'degraded', 'paused', 'deleted')),
    constraint psa_connection_paused_ck check ((status = 'paused') = (paused_reason is not null)),
    -- secrets are erased with the connection, and are there until then
    constraint psa_connection_secret_ck check ((status = 'deleted') = (credentials_ciphertext is null)),
    constraint psa_connection_default_ck check (not (is_default and status = 'deleted'))
);
create unique index psa_connection_name_uk on psa_connection (account_id, lower(display_name)) where status <> 'deleted';
create unique index psa_connection_default_uk on psa_connection (account_id) where is_default;
call tenant_table('psa_connection');

create table psa_lookup
(
    account_id    uuid        not null,
    connection_id uuid        not null,
    kind          text        not null,
    key           text        not null,
    body          jsonb       not null,
    fetched_at    timestamptz not null,
    constraint psa_lookup_pk primary key (account_id, connection_id, kind, key),
    constraint psa_lookup_connection_fk foreign key (account_id, connection_id) references psa_connection (account_id, id),
    constraint psa_lookup_kind_ck check (kind in ('boards', 'statuses', 'members'))
);
call tenant_table('psa_lookup');

create table account_preference
(
    account_id      uuid        not null,
    preferences     jsonb       not null,
    version         integer     not null,
    updated_by      uuid        not null,
    updated_by_name text        not null,
    updated_at      timestamptz not null,
    constraint account_preference_pk primary key (account_id)
);
call tenant_table('account_preference');

create table preview
(
    account_id    uuid        not null,
    kind          text        not null,
    session_id    uuid        not null,
    state_version bigint      not null,
    state         text        not null,
    generation    integer     not null default 1,
    lease_owner   uuid,
    lease_until   timestamptz,
    markdown      text,
    answer_source text,
    created_at    timestamptz not null,
    generated_at  timestamptz,
    constraint preview_pk primary key (account_id, kind, session_id, state_version),
    constraint preview_kind_ck check (kind in ('resolution_note', 'escalation_package')),
    constraint preview_state_ck check (state in ('generating', 'ready')),
    constraint preview_ready_ck check (state <> 'ready' or (markdown is not null and answer_source is not null))
);
create index preview_age_ix on preview (created_at);
call tenant_table('preview');
call definer_may('select, delete', 'preview');

create table writeback
(
    account_id            uuid        not null,
    id                    uuid        not null,
    kind                  text        not null,
    origin                text        not null,
    session_id            uuid,
    walk_id               uuid,
    handoff_id            uuid,
    trigger_id            uuid,
    connection_id         uuid,
    provider              text,
    ticket_id             text,
    ticket_number         text,
    board_id              text,
    state                 text        not null,
    markdown              text        not null,
    plain_text            text        not null,
    text_sha256           text        not null,
    summary               text        not null,
    answer_source         text,
    marker                text        not null,
    visibility            text        not null,
    note_state            text        not null,
    external_id           text,
    posted_at             timestamptz,
    found_by              text,
    read_back             text        not null default 'not_read',
    read_back_at          timestamptz,
    duplicates            integer     not null default 0,
    first_sent_at         timestamptz,
    quiet_until           timestamptz,
    looks                 integer     not null default 0,
    misses_after_quiet    integer     not null default 0,
    last_look_at          timestamptz,
    status_state          text        not null,
    skipped_code          text,
    verification          text,
    wanted_status_id      text,
    wanted_status_name    text,
    before_status_id      text,
    before_status_name    text,
    found_status_id       text,
    found_status_name     text,
    status_reads          integer     not null default 0,
    verified_at           timestamptz,
    session_state         text        not null,
    session_status        text,
    session_at            timestamptz,
    effective_handoff_id  uuid,
    target_user_id        uuid,
    priority              text,
    attempts              integer     not null default 0,
    manual_retries        integer     not null default 0,
    automatic_tries       integer     not null default 0,
    next_attempt_at       timestamptz,
    answer_owed           boolean     not null default false,
    -- what it follows was taken back while it ran: it ends cancelled unless something was sent
    drop_requested        boolean     not null default false,
    last_error_code       text,
    last_error_reason     text,
    last_error_message    text,
    last_error_at         timestamptz,
    requested_by          uuid        not null,
    requested_by_name     text        not null,
    acting_as             text,
    trace_id              text        not null,
    lease_owner           uuid,
    lease_epoch           bigint      not null default 0,
    lease_until           timestamptz,
    version               integer     not null default 1,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    completed_at          timestamptz,
    constraint writeback_pk primary key (account_id, id),
    constraint writeback_marker_uk unique (account_id, marker),
    constraint writeback_trigger_uk unique (account_id, trigger_id, kind),
    constraint writeback_connection_fk foreign key (account_id, connection_id) references psa_connection (account_id, id),
    constraint writeback_source_ck check ((session_id is null) <> (walk_id is null)),
    constraint writeback_kind_ck check (kind in ('resolution_note', 'escalation_package', 'l1_resolution_note', 'l1_escalation_note')),
    constraint writeback_origin_ck check (origin in ('manual_post', 'auto')),
    constraint writeback_state_ck check (state in ('in_progress', 'completed', 'pending_retry', 'unknown', 'needs_retry', 'failed',
                                                   'needs_person', 'conflict', 'cancelled', 'given_up', 'superseded')),
    constraint writeback_note_ck check (note_state in ('pending', 'sending', 'confirmed', 'rejected', 'unknown', 'reconcile',
                                                       'needs_person', 'given_up', 'cancelled', 'not_needed')),
    constraint writeback_status_ck check (status_state in ('waiting', 'pending', 'sending', 'verifying', 'verified', 'not_verified',
                                                           'skipped', 'not_needed')),
    constraint writeback_session_ck check (session_state in ('waiting', 'pending', 'applied', 'conflict', 'not_needed')),
    constraint writeback_visibility_ck check (visibility in ('customer', 'internal')),
    -- a note counts as posted only with its id, or because a person saw it
    constraint writeback_confirmed_ck check (note_state <> 'confirmed' or external_id is not null or found_by = 'person'),
    -- a status counts only when it was read back (KD-30)
    constraint writeback_verified_ck check (status_state <> 'verified' or (found_status_id = wanted_status_id and verified_at is not null))
);
-- two posts of one session collide here and not in the ticket (KD-31)
create unique index writeback_open_uk on writeback (account_id, coalesce(session_id, walk_id), kind)
    where state not in ('completed', 'cancelled', 'given_up', 'superseded', 'conflict');
create index writeback_due_ix on writeback (state, next_attempt_at);
create index writeback_lease_ix on writeback (lease_until) where lease_until is not null;
create index writeback_log_ix on writeback (account_id, created_at desc, id);
create index writeback_source_ix on writeback (account_id, coalesce(session_id, walk_id), created_at desc, id);
create index writeback_connection_ix on writeback (account_id, connection_id);
call tenant_table('writeback');
call definer_may('select, update', 'writeback');

create table writeback_part
(
    account_id   uuid        not null,
    writeback_id uuid        not null,
    part_no      integer     not null,
    state        text        not null,
    body         text        not null,
    text_sha256  text        not null,
    external_id  text,
    posted_at    timestamptz,
    constraint writeback_part_pk primary key (account_id, writeback_id, part_no),
    constraint writeback_part_fk foreign key (account_id, writeback_id) references writeback (account_id, id),
    constraint writeback_part_state_ck check (state in ('pending', 'sending', 'confirmed')),
    constraint writeback_part_number_ck check (part_no between 1 and 99)
);
call tenant_table('writeback_part');

create table writeback_attempt
(
    account_id   uuid        not null,
    writeback_id uuid        not null,
    n            integer     not null,
    step         text        not null,
    at           timestamptz not null,
    result       text        not null,
    http_status  integer,
    code         text,
    duration_ms  bigint      not null,
    retry_after  bigint,
    constraint writeback_attempt_pk primary key (account_id, writeback_id, n),
    constraint writeback_attempt_fk foreign key (account_id, writeback_id) references writeback (account_id, id),
    constraint writeback_attempt_step_ck check (step in ('ticket', 'note', 'reconcile', 'status', 'verify', 'session', 'read_back'))
);
call tenant_table('writeback_attempt');
revoke update, delete on writeback_attempt from ${app_role};

-- Looks that are due and leases that ran out, of all accounts: ids and epochs only. The caller acts inside the row's account.
create function claim_due_reconciles(p_owner uuid, p_lease_ms integer, p_limit integer)
    returns table (account_id uuid, id uuid, lease_epoch bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select w.account_id, w.id
               from writeback w
              where (w.state = 'in_progress' and w.lease_until < now())
                 or (w.state = 'unknown' and w.next_attempt_at <= now() and (w.lease_until is null or w.lease_until < now()))
              order by coalesce(w.next_attempt_at, w.lease_until)
              limit p_limit for update skip locked)
update writeback w
   set lease_owner = p_owner, lease_epoch = w.lease_epoch + 1, lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
  from due where w.account_id = due.account_id and w.id = due.id
returning w.account_id, w.id, w.lease_epoch
$$;

-- Write-backs whose next try is due: automatic pushes, and a session step that is left.
create function claim_due_writebacks(p_owner uuid, p_lease_ms integer, p_limit integer)
    returns table (account_id uuid, id uuid, lease_epoch bigint)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select w.account_id, w.id
               from writeback w
              where w.state = 'pending_retry' and w.next_attempt_at <= now() and (w.lease_until is null or w.lease_until < now())
              order by w.next_attempt_at
              limit p_limit for update skip locked)
update writeback w
   set lease_owner = p_owner, lease_epoch = w.lease_epoch + 1, lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
  from due where w.account_id = due.account_id and w.id = due.id
returning w.account_id, w.id, w.lease_epoch
$$;

-- Previews older than they are kept.
create function purge_previews(p_before timestamptz) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    purged integer;
begin
    delete from preview where created_at < p_before;
    get diagnostics purged = row_count;
    return purged;
end
$$;

-- granted before the hand-over: afterwards only the definer role could
grant execute on function claim_due_reconciles(uuid, integer, integer), claim_due_writebacks(uuid, integer, integer),
    purge_previews(timestamptz) to ${app_role};
alter function claim_due_reconciles(uuid, integer, integer) owner to ${definer_role};
alter function claim_due_writebacks(uuid, integer, integer) owner to ${definer_role};
alter function purge_previews(timestamptz) owner to ${definer_role};
