-- Sessions and everything that hangs on them (contract-sessions §3). Branches, uploads, embeddings and streams come with their own migrations.

create table ai_session
(
    account_id                   uuid        not null,
    id                           uuid        not null,
    created_at                   timestamptz not null,
    updated_at                   timestamptz not null,
    owner_id                     uuid        not null,
    owner_name                   text        not null,
    team_id                      uuid,
    handler_id                   uuid        not null,
    handler_name                 text        not null,
    claimed_at                   timestamptz,
    last_handoff_id              uuid,
    last_handoff                 jsonb,
    claim_epoch                  integer     not null default 0,
    session_type                 text        not null,
    origin                       text        not null,
    source_walk_id               uuid,
    source_handoff_id            uuid,
    acting_as                    text,
    title                        text        not null,
    title_automatic              boolean     not null,
    status                       varchar(32) not null,
    intake_type                  varchar(16) not null,
    intake_content               jsonb       not null,
    problem_summary              text,
    problem_domain               text,
    confidence_tier              text,
    confidence_score             double precision,
    matched_flow_id              uuid,
    matched_flow_name            text,
    matched_flow_version         integer,
    match_score                  double precision,
    step_count                   integer     not null default 0,
    message_count                integer     not null default 0,
    client_name                  text,
    asset_name                   text,
    issue_category               text,
    triage_hypothesis            text,
    evidence_items               jsonb       not null default '[]',
    triage_sources               jsonb       not null default '{}',
    triage_version               integer     not null default 0,
    lane_version                 integer     not null default 0,
    work_preference              text,
    psa_ticket_id                text,
    psa_connection_id            uuid,
    internal_ticket_id           uuid,
    ticket_data                  jsonb,
    ticket_fetch_status          text,
    psa_push_status              text,
    psa_push_error               text,
    open_handoff_id              uuid,
    open_handoff_intent          text,
    open_handoff_at              timestamptz,
    open_handoff_by              uuid,
    open_handoff_by_name         text,
    open_handoff_priority        text,
    open_handoff_previous_status varchar(32),
    escalated_at                 timestamptz,
    escalated_to_id              uuid,
    escalation_reason            text,
    resolved_at                  timestamptz,
    resolution_summary           text,
    resolution_action            text,
    root_cause                   text,
    steps_taken                  jsonb,
    recommendations              jsonb,
    paused_at                    timestamptz,
    abandoned_at                 timestamptz,
    abandon_reason               text,
    deleted_at                   timestamptz,
    resolution_note_markdown     text,
    resolution_note_posted_at    timestamptz,
    resolution_note_external_id  text,
    resolution_note_writeback_id uuid,
    escalation_package_markdown  text,
    escalation_package_posted_at timestamptz,
    escalation_package_external_id text,
    escalation_package_writeback_id uuid,
    state_version                bigint      not null,
    session_rating               integer,
    session_feedback             text,
    rated_by                     uuid,
    constraint ai_session_pk primary key (account_id, id),
    constraint ai_session_type_ck check (session_type in ('guided', 'chat')),
    constraint ai_session_origin_ck check (origin in ('direct', 'l1_walk')),
    constraint ai_session_status_ck check (status in ('active', 'paused', 'requesting_escalation', 'escalated', 'resolved', 'abandoned')),
    constraint ai_session_intake_ck check (intake_type in ('free_text', 'psa_ticket', 'screenshot', 'log_paste', 'combined')),
    constraint ai_session_title_ck check (char_length(title) between 1 and 200),
    constraint ai_session_tier_ck check (confidence_tier in ('discovery', 'exploring', 'guided')),
    constraint ai_session_intent_ck check (open_handoff_intent in ('park', 'escalate')),
    constraint ai_session_priority_ck check (open_handoff_priority in ('low', 'normal', 'high', 'urgent')),
    constraint ai_session_handoff_ck check (
        (status in ('requesting_escalation', 'escalated') and open_handoff_id is not null)
            or status = 'paused'
            or (status in ('active', 'resolved', 'abandoned') and open_handoff_id is null)),
    constraint ai_session_resolved_ck check ((status = 'resolved') = (resolved_at is not null)),
    -- a ticket whose default connection could not be asked for has no connection yet
    constraint ai_session_ticket_ck check (
        (psa_connection_id is null or psa_ticket_id is not null)
            and (psa_ticket_id is null or psa_connection_id is not null or ticket_fetch_status = 'unverified')),
    constraint ai_session_push_ck check (psa_push_status in ('pending_retry', 'sent', 'failed')),
    constraint ai_session_rating_ck check (session_rating between 1 and 5)
);
create unique index ai_session_source_handoff_uk on ai_session (account_id, source_handoff_id) where source_handoff_id is not null;
create index ai_session_owner_ix on ai_session (account_id, owner_id, created_at desc, id);
create index ai_session_handler_ix on ai_session (account_id, handler_id, created_at desc, id);
create index ai_session_open_handoff_ix on ai_session (account_id, open_handoff_at, id) where open_handoff_id is not null;
create index ai_session_ticket_ix on ai_session (account_id, psa_ticket_id);
call tenant_table('ai_session');

create table session_participant
(
    account_id         uuid        not null,
    id                 uuid        not null,
    session_id         uuid        not null,
    user_id            uuid        not null,
    relation           text        not null,
    handoff_id         uuid,
    since              timestamptz not null,
    until              timestamptz,
    session_created_at timestamptz not null,
    constraint session_participant_pk primary key (account_id, id),
    constraint session_participant_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_participant_relation_ck check (relation in ('owner', 'handler'))
);
create unique index session_participant_owner_uk on session_participant (account_id, session_id) where relation = 'owner';
create index session_participant_user_ix on session_participant (account_id, user_id, session_created_at desc, session_id);
create index session_participant_session_ix on session_participant (account_id, session_id);
call tenant_table('session_participant');

create table session_step
(
    account_id        uuid        not null,
    id                uuid        not null,
    session_id        uuid        not null,
    step_order        integer     not null,
    step_type         text        not null,
    content           jsonb       not null,
    context_message   text,
    options           jsonb       not null default '[]',
    allow_free_text   boolean     not null default true,
    allow_skip        boolean     not null default true,
    confidence_tier   text,
    confidence_score  double precision,
    state             text        not null,
    response          jsonb,
    answer_source     text,
    fix_id            uuid,
    created_at        timestamptz not null,
    constraint session_step_pk primary key (account_id, id),
    constraint session_step_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_step_order_uk unique (account_id, session_id, step_order),
    constraint session_step_type_ck check (step_type in ('question', 'action', 'verification', 'script_generation', 'resolution_suggestion', 'fork', 'briefing', 'note')),
    constraint session_step_state_ck check (state in ('pending', 'answered', 'skipped', 'held', 'superseded'))
);
call tenant_table('session_step');

create table session_turn
(
    account_id  uuid        not null,
    id          uuid        not null,
    session_id  uuid        not null,
    kind        text        not null,
    actor_id    uuid        not null,
    state       text        not null,
    lease_until timestamptz not null,
    error_code  text,
    started_at  timestamptz not null,
    constraint session_turn_pk primary key (account_id, id),
    constraint session_turn_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_turn_state_ck check (state in ('running', 'done', 'failed'))
);
create unique index session_turn_running_uk on session_turn (account_id, session_id) where state = 'running';
create index session_turn_session_ix on session_turn (account_id, session_id, started_at desc);
call tenant_table('session_turn');

create table session_message
(
    account_id    uuid        not null,
    id            uuid        not null,
    session_id    uuid        not null,
    seq           integer     not null,
    role          text        not null,
    author_id     uuid,
    author_name   text,
    content       text        not null,
    upload_ids    jsonb       not null default '[]',
    item_ids      jsonb       not null default '[]',
    delivery      text        not null,
    answer_source text,
    turn_id       uuid,
    request_key   text,
    created_at    timestamptz not null,
    constraint session_message_pk primary key (account_id, id),
    constraint session_message_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_message_seq_uk unique (account_id, session_id, seq),
    constraint session_message_role_ck check (role in ('user', 'assistant', 'system')),
    constraint session_message_delivery_ck check (delivery in ('ok', 'failed', 'late'))
);
call tenant_table('session_message');

create table session_lane_item
(
    account_id  uuid        not null,
    id          uuid        not null,
    session_id  uuid        not null,
    kind        text        not null,
    origin      text        not null,
    text        text        not null,
    match_text  text        not null,
    context     text,
    options     jsonb       not null default '[]',
    command     text,
    description text,
    edited      boolean     not null default false,
    position    integer     not null,
    state       text        not null,
    response    jsonb,
    answered_at timestamptz,
    created_at  timestamptz not null,
    constraint session_lane_item_pk primary key (account_id, id),
    constraint session_lane_item_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_lane_item_kind_ck check (kind in ('question', 'action')),
    constraint session_lane_item_origin_ck check (origin in ('ai', 'engineer', 'walk')),
    constraint session_lane_item_state_ck check (state in ('open', 'answered', 'skipped', 'retired', 'removed'))
);
create index session_lane_item_match_ix on session_lane_item (account_id, session_id, kind, md5(match_text));
call tenant_table('session_lane_item');

create table session_fact
(
    account_id      uuid        not null,
    id              uuid        not null,
    session_id      uuid        not null,
    text            text        not null,
    source_type     text        not null,
    source_ref      text,
    created_by      uuid,
    created_by_name text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    deleted_at      timestamptz,
    constraint session_fact_pk primary key (account_id, id),
    constraint session_fact_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_fact_source_ck check (source_type in ('question', 'diagnostic_check', 'engineer_note', 'message', 'walk'))
);
create unique index session_fact_source_uk on session_fact (account_id, session_id, source_ref) where deleted_at is null and source_ref is not null;
create index session_fact_session_ix on session_fact (account_id, session_id, created_at, id);
call tenant_table('session_fact');

create table session_suggested_fix
(
    account_id          uuid        not null,
    id                  uuid        not null,
    session_id          uuid        not null,
    source              text        not null,
    title               text        not null,
    description         text        not null,
    confidence          integer,
    script              text,
    script_language     text,
    status              text        not null,
    user_decision       text,
    applied_at          timestamptz,
    verified_at         timestamptz,
    partial_notes       text,
    failure_reason      text,
    pending_reason      text,
    ai_outcome_proposal jsonb,
    superseded_at       timestamptz,
    created_at          timestamptz not null,
    constraint session_suggested_fix_pk primary key (account_id, id),
    constraint session_suggested_fix_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_suggested_fix_source_ck check (source in ('ai', 'guided', 'engineer')),
    constraint session_suggested_fix_confidence_ck check (confidence between 0 and 100),
    constraint session_suggested_fix_status_ck check (status in ('proposed', 'applied_success', 'applied_failed', 'applied_partial', 'applied_pending', 'dismissed', 'superseded')),
    constraint session_suggested_fix_decision_ck check (user_decision in ('one_off', 'draft_template', 'build_template', 'dismissed'))
);
-- at most one active fix, whatever the code does
create unique index session_suggested_fix_active_uk on session_suggested_fix (account_id, session_id) where superseded_at is null;
create index session_suggested_fix_session_ix on session_suggested_fix (account_id, session_id, created_at desc, id);
call tenant_table('session_suggested_fix');

create table session_fix_event
(
    account_id uuid        not null,
    id         uuid        not null,
    session_id uuid        not null,
    fix_id     uuid        not null,
    kind       text        not null,
    from_value text,
    to_value   text,
    notes      text,
    actor_id   uuid,
    actor_name text,
    at         timestamptz not null,
    constraint session_fix_event_pk primary key (account_id, id),
    constraint session_fix_event_fix_fk foreign key (account_id, fix_id) references session_suggested_fix on delete cascade
);
create index session_fix_event_fix_ix on session_fix_event (account_id, session_id, at, id);
call tenant_table('session_fix_event');
revoke update, delete on session_fix_event from ${app_role};

create table session_transition
(
    account_id   uuid        not null,
    id           uuid        not null,
    session_id   uuid        not null,
    from_status  varchar(32),
    to_status    varchar(32),
    trigger      text        not null,
    actor_id     uuid,
    actor_name   text,
    acting_as    text,
    handoff_id   uuid,
    writeback_id uuid,
    claim_epoch  integer,
    reason       text,
    cleared      jsonb       not null default '{}',
    result       jsonb,
    at           timestamptz not null,
    constraint session_transition_pk primary key (account_id, id),
    constraint session_transition_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_transition_writeback_uk unique (account_id, writeback_id),
    constraint session_transition_act_uk unique (account_id, handoff_id, trigger, claim_epoch)
);
create index session_transition_session_ix on session_transition (account_id, session_id, at, id);
call tenant_table('session_transition');
revoke update, delete on session_transition from ${app_role};

create table session_resolution_output
(
    account_id       uuid        not null,
    id               uuid        not null,
    session_id       uuid        not null,
    kind             text        not null,
    position         integer     not null,
    state            text        not null,
    title            text,
    content_markdown text,
    version          integer     not null default 1,
    edited_by        uuid,
    edited_by_name   text,
    attempts         integer     not null default 0,
    next_attempt_at  timestamptz not null,
    lease_until      timestamptz,
    error_code       text,
    answer_source    text,
    updated_at       timestamptz not null,
    constraint session_resolution_output_pk primary key (account_id, id),
    constraint session_resolution_output_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_resolution_output_kind_uk unique (account_id, session_id, kind),
    constraint session_resolution_output_kind_ck check (kind in ('psa_ticket_notes', 'kb_article', 'client_summary')),
    constraint session_resolution_output_state_ck check (state in ('pending', 'generating', 'ready', 'failed', 'waiting_quota', 'stale'))
);
create index session_resolution_output_due_ix on session_resolution_output (next_attempt_at) where state in ('pending', 'generating', 'waiting_quota');
call tenant_table('session_resolution_output');
call definer_may('select, update', 'session_resolution_output');

-- Leases due outputs of any account; the runner then works inside the account of each row. A lease that ran out is due again.
create function claim_due_outputs(p_limit integer, p_lease_seconds integer)
    returns table (account_id uuid, id uuid, session_id uuid, kind text)
    language sql security definer set search_path = ${schema}, public, pg_temp as
$$
update session_resolution_output o
   set state = 'generating', lease_until = now() + make_interval(secs => p_lease_seconds), attempts = o.attempts + 1
  from (select d.account_id, d.id from session_resolution_output d
         where (d.state in ('pending', 'waiting_quota') and d.next_attempt_at <= now())
            or (d.state = 'generating' and d.lease_until <= now())
         order by d.next_attempt_at limit p_limit for update skip locked) due
 where o.account_id = due.account_id and o.id = due.id
returning o.account_id, o.id, o.session_id, o.kind
$$;
grant execute on function claim_due_outputs(integer, integer) to ${app_role};
alter function claim_due_outputs(integer, integer) owner to ${definer_role};
