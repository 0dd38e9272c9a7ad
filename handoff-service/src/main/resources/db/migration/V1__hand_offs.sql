-- contract-handoffs §12. Every table is a tenant table.

create table handoff
(
    account_id           uuid        not null,
    id                   uuid        not null,
    source_kind          text        not null,
    source_id            uuid        not null,
    session_id           uuid,
    walk_id              uuid,
    intent               text        not null,
    origin               text        not null,
    status               text        not null,
    priority             smallint    not null,
    reason               text,
    reason_category      text,
    engineer_notes       text,
    snapshot             jsonb       not null,
    card                 jsonb       not null,
    assessment_state     text        not null,
    assessment_error     text,
    assessment_generation integer    not null default 0,
    ai_assessment        text,
    ai_assessment_data   jsonb,
    handed_off_by        uuid        not null,
    handed_off_by_name   text        not null,
    acting_as            text,
    target_user_id       uuid,
    target_user_name     text,
    claimed_by           uuid,
    claimed_by_name      text,
    claimed_at           timestamptz,
    claim_epoch          integer     not null default 0,
    release_count        integer     not null default 0,
    released_at          timestamptz,
    psa_connection_id    uuid,
    psa_ticket_id        text,
    internal_ticket_id   uuid,
    package_writeback_id uuid,
    team_id              uuid,
    session_status       text        not null,
    source_seq           bigint      not null,
    closed_at            timestamptz,
    closed_reason        text,
    version              integer     not null default 1,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    constraint handoff_pk primary key (account_id, id),
    constraint handoff_source_kind_ck check (source_kind in ('ai_session', 'l1_walk')),
    constraint handoff_intent_ck check (intent in ('park', 'escalate')),
    constraint handoff_status_ck check (status in ('open', 'claimed', 'cancelled', 'closed')),
    constraint handoff_priority_ck check (priority between 0 and 3),
    constraint handoff_open_ck check (status <> 'open' or claimed_by is null),
    constraint handoff_claimed_ck check (status <> 'claimed' or (claimed_by is not null and claimed_at is not null)),
    constraint handoff_closed_ck check (status <> 'closed' or (closed_reason is not null and closed_at is not null)),
    constraint handoff_own_ck check (claimed_by is distinct from handed_off_by),
    constraint handoff_walk_ck check ((source_kind = 'l1_walk') = (walk_id is not null))
);
-- a source has at most one live hand-off
create unique index handoff_live_uk on handoff (account_id, source_kind, source_id) where status in ('open', 'claimed');
create index handoff_queue_ix on handoff (account_id, status, priority desc, created_at, id);
create index handoff_source_ix on handoff (account_id, source_id, created_at desc, id);
create index handoff_session_ix on handoff (account_id, session_id);
call tenant_table('handoff');
call definer_may('select', 'handoff');

create table handoff_transition
(
    account_id  uuid        not null,
    handoff_id  uuid        not null,
    seq         integer     not null,
    from_status text,
    to_status   text        not null,
    claimer_id  uuid,
    actor_id    uuid,
    actor_name  text,
    reason      text,
    at          timestamptz not null,
    constraint handoff_transition_pk primary key (account_id, handoff_id, seq),
    constraint handoff_transition_handoff_fk foreign key (account_id, handoff_id) references handoff (account_id, id)
);
call tenant_table('handoff_transition');
revoke update, delete on handoff_transition from ${app_role};

-- The id a create call minted, kept over retries of the same Idempotency-Key and body (contract-handoffs §2.3).
create table minted_handoff
(
    account_id      uuid        not null,
    user_id         uuid        not null,
    source_id       uuid        not null,
    idempotency_key text        not null,
    body_digest     text        not null,
    handoff_id      uuid        not null,
    created_at      timestamptz not null default now(),
    constraint minted_handoff_pk primary key (account_id, user_id, source_id, idempotency_key, body_digest)
);
call tenant_table('minted_handoff');

create table stream_counter
(
    account_id uuid   not null,
    last_seq   bigint not null,
    constraint stream_counter_pk primary key (account_id)
);
call tenant_table('stream_counter');

create table stream_event
(
    account_id    uuid        not null,
    seq           bigint      not null,
    event_type    text        not null,
    handoff_id    uuid        not null,
    originator_id uuid        not null,
    intent        text        not null,
    payload       jsonb       not null,
    created_at    timestamptz not null default now(),
    constraint stream_event_pk primary key (account_id, seq)
);
create index stream_event_age_ix on stream_event (created_at);
call tenant_table('stream_event');
revoke update, delete on stream_event from ${app_role};
call definer_may('select, delete', 'stream_event');

create table stream_connection
(
    account_id    uuid        not null,
    connection_id uuid        not null,
    user_id       uuid        not null,
    replica       uuid        not null,
    opened_at     timestamptz not null default now(),
    heartbeat_at  timestamptz not null default now(),
    constraint stream_connection_pk primary key (account_id, connection_id)
);
create index stream_connection_heartbeat_ix on stream_connection (account_id, heartbeat_at);
call tenant_table('stream_connection');

create table assessment_job
(
    account_id      uuid        not null,
    handoff_id      uuid        not null,
    generation      integer     not null,
    state           text        not null default 'pending',
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default now(),
    lease_owner     uuid,
    lease_epoch     bigint      not null default 0,
    lease_until     timestamptz,
    result          jsonb,
    error_code      text,
    finished_at     timestamptz,
    constraint assessment_job_pk primary key (account_id, handoff_id, generation),
    constraint assessment_job_handoff_fk foreign key (account_id, handoff_id) references handoff (account_id, id),
    constraint assessment_job_state_ck check (state in ('pending', 'running', 'ready', 'failed', 'skipped'))
);
create index assessment_job_due_ix on assessment_job (state, next_attempt_at);
call tenant_table('assessment_job');
call definer_may('select, update', 'assessment_job');

create table notification_job
(
    account_id   uuid        not null,
    id           uuid        not null,
    event        text        not null,
    subject_type text        not null,
    subject_id   uuid        not null,
    generation   integer     not null,
    state        text        not null default 'pending',
    payload      jsonb       not null,
    lease_until  timestamptz,
    created_at   timestamptz not null default now(),
    constraint notification_job_pk primary key (account_id, id),
    constraint notification_job_uk unique (account_id, event, subject_id, generation),
    constraint notification_job_state_ck check (state in ('pending', 'done', 'cancelled'))
);
create index notification_job_due_ix on notification_job (created_at) where state = 'pending';
call tenant_table('notification_job');
call definer_may('select, update', 'notification_job');

create table notification
(
    account_id   uuid        not null,
    id           uuid        not null,
    user_id      uuid        not null,
    event        text        not null,
    generation   integer     not null,
    title        text        not null,
    body         text,
    link         text        not null,
    subject_type text        not null,
    subject_id   uuid        not null,
    settled_at   timestamptz,
    settled_text text,
    read_at      timestamptz,
    created_at   timestamptz not null,
    constraint notification_pk primary key (account_id, id),
    constraint notification_once_uk unique (account_id, user_id, event, subject_id, generation)
);
create index notification_list_ix on notification (account_id, user_id, created_at desc, id);
create index notification_subject_ix on notification (account_id, subject_id);
call tenant_table('notification');

create table member
(
    account_id       uuid        not null,
    user_id          uuid        not null,
    name             text        not null,
    email            text,
    role             text        not null,
    team_id          uuid,
    is_team_admin    boolean     not null,
    can_cover_l1     boolean     not null,
    enabled          boolean     not null,
    source           text        not null,
    seen_at          timestamptz not null,
    missed_refreshes integer     not null default 0,
    constraint member_pk primary key (account_id, user_id),
    constraint member_source_ck check (source in ('token', 'directory'))
);
create index member_name_ix on member (account_id, lower(name), user_id);
call tenant_table('member');

create table directory_state
(
    account_id   uuid        not null,
    refreshed_at timestamptz,
    attempted_at timestamptz,
    used_at      timestamptz not null default now(),
    last_error   text,
    constraint directory_state_pk primary key (account_id)
);
call tenant_table('directory_state');
call definer_may('select, update', 'directory_state');
