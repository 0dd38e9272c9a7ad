-- Library: global, no tenant data, read-only for the app role (contract-l1 §12). Filled by the repeatable migration
-- "load shipped library"; vectors come later through store_library_vectors().
create table library_category
(
    key      text not null,
    label    text not null,
    position int  not null,
    constraint library_category_pk primary key (key)
);

create table library_flow
(
    id                 uuid        not null,
    slug               text        not null,
    current_version_no int         not null,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    constraint library_flow_pk primary key (id),
    constraint library_flow_slug_uk unique (slug)
);

create table library_flow_version
(
    flow_id      uuid        not null,
    version_no   int         not null,
    content      jsonb       not null,
    title        text        not null,
    category     text        not null,
    checksum     text        not null,
    published_at timestamptz not null default now(),
    constraint library_flow_version_pk primary key (flow_id, version_no),
    constraint library_flow_version_flow_fk foreign key (flow_id) references library_flow (id)
);

create table library_problem
(
    slug             text   not null,
    title            text   not null,
    category         text   not null,
    description      text   not null,
    keywords         text[] not null,
    typical_priority text   not null,
    flow_id          uuid,
    position         int    not null,
    constraint library_problem_pk primary key (slug)
);

create table library_text
(
    flow_id    uuid     not null,
    version_no int      not null,
    search     tsvector not null,
    near       text     not null,
    constraint library_text_pk primary key (flow_id, version_no),
    constraint library_text_version_fk foreign key (flow_id, version_no) references library_flow_version (flow_id, version_no)
);
create index library_text_search_ix on library_text using gin (search);
create index library_text_near_ix on library_text using gin (near public.gin_trgm_ops);

create table library_vector
(
    flow_id       uuid        not null,
    version_no    int         not null,
    position      int         not null,
    kind          text        not null,
    node_id       text,
    model         text        not null,
    model_version text        not null,
    embedding     vector(384) not null,
    constraint library_vector_pk primary key (flow_id, version_no, position),
    constraint library_vector_version_fk foreign key (flow_id, version_no) references library_flow_version (flow_id, version_no),
    constraint library_vector_kind_ck check (kind in ('head', 'node') and (kind = 'node') = (node_id is not null))
);

-- what no flow covers: problems without one, and things that are not the desk's business
create table library_none_vector
(
    position      int         not null,
    text_digest   text        not null,
    model         text        not null,
    model_version text        not null,
    embedding     vector(384) not null,
    constraint library_none_vector_pk primary key (position)
);
revoke insert, update, delete on library_category, library_flow, library_flow_version, library_problem, library_text,
    library_vector, library_none_vector from ${app_role};

create table account_library_flow
(
    account_id      uuid        not null,
    flow_id         uuid        not null,
    switched_off    boolean     not null,
    adopted_flow_id uuid,
    updated_at      timestamptz not null,
    constraint account_library_flow_pk primary key (account_id, flow_id),
    constraint account_library_flow_fk foreign key (flow_id) references library_flow (id)
);
call tenant_table('account_library_flow');

create table account_l1_category
(
    account_id uuid   not null,
    enabled    text[] not null,
    version    int    not null,
    constraint account_l1_category_pk primary key (account_id)
);
call tenant_table('account_l1_category');

create table account_preference
(
    account_id   uuid        not null,
    auto_push_l1 boolean     not null,
    updated_at   timestamptz not null,
    constraint account_preference_pk primary key (account_id)
);
call tenant_table('account_preference');

create table flow
(
    account_id           uuid        not null,
    id                   uuid        not null,
    slug                 text        not null,
    status               text        not null,
    published_version_no int,
    author_id            uuid        not null,
    author_name          text        not null,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    constraint flow_pk primary key (account_id, id),
    constraint flow_slug_uk unique (account_id, slug),
    constraint flow_status_ck check (status in ('draft', 'published', 'archived')),
    constraint flow_published_ck check (status = 'draft' or published_version_no is not null)
);
call tenant_table('flow');

create table flow_version
(
    account_id        uuid        not null,
    flow_id           uuid        not null,
    version_no        int         not null,
    content           jsonb       not null,
    title             text        not null,
    category          text        not null,
    checksum          text        not null,
    published_at      timestamptz not null,
    published_by      uuid        not null,
    published_by_name text        not null,
    change_note       text,
    constraint flow_version_pk primary key (account_id, flow_id, version_no),
    constraint flow_version_flow_fk foreign key (account_id, flow_id) references flow (account_id, id)
);
revoke update, delete on flow_version from ${app_role};
call tenant_table('flow_version');

create table flow_text
(
    account_id uuid     not null,
    flow_id    uuid     not null,
    search     tsvector not null,
    near       text     not null,
    constraint flow_text_pk primary key (account_id, flow_id),
    constraint flow_text_flow_fk foreign key (account_id, flow_id) references flow (account_id, id) on delete cascade
);
create index flow_text_search_ix on flow_text using gin (search);
create index flow_text_near_ix on flow_text using gin (near public.gin_trgm_ops);
call tenant_table('flow_text');

create table flow_vector
(
    account_id    uuid        not null,
    flow_id       uuid        not null,
    position      int         not null,
    kind          text        not null,
    node_id       text,
    model         text        not null,
    model_version text        not null,
    embedding     vector(384) not null,
    constraint flow_vector_pk primary key (account_id, flow_id, position),
    constraint flow_vector_flow_fk foreign key (account_id, flow_id) references flow (account_id, id) on delete cascade,
    constraint flow_vector_kind_ck check (kind in ('head', 'node') and (kind = 'node') = (node_id is not null))
);
call tenant_table('flow_vector');

create table flow_usage
(
    account_id      uuid   not null,
    flow_id         uuid   not null,
    source          text   not null,
    started         bigint not null default 0,
    resolved        bigint not null default 0,
    escalated       bigint not null default 0,
    abandoned       bigint not null default 0,
    helpful         bigint not null default 0,
    unhelpful       bigint not null default 0,
    last_matched_at timestamptz,
    constraint flow_usage_pk primary key (account_id, flow_id)
);
call tenant_table('flow_usage');

create table flow_feedback
(
    account_id uuid        not null,
    id         uuid        not null,
    flow_id    uuid        not null,
    kind       text        not null,
    intake_id  uuid,
    walk_id    uuid,
    created_by uuid        not null,
    created_at timestamptz not null,
    constraint flow_feedback_pk primary key (account_id, id),
    constraint flow_feedback_kind_ck check (kind in ('rejected', 'wrong_flow'))
);
create index flow_feedback_flow_ix on flow_feedback (account_id, flow_id, created_at);
call tenant_table('flow_feedback');

create table internal_ticket
(
    account_id             uuid        not null,
    id                     uuid        not null,
    problem_statement      text        not null,
    customer_name          text,
    customer_contact       text,
    category               text,
    status                 text        not null,
    resolution_notes       text,
    psa_promoted_ticket_id text,
    created_by_id          uuid        not null,
    created_by_name        text        not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    constraint internal_ticket_pk primary key (account_id, id),
    constraint internal_ticket_status_ck check (status in ('open', 'walking', 'resolved', 'escalated'))
);
create index internal_ticket_queue_ix on internal_ticket (account_id, created_at desc, id desc);
create index internal_ticket_status_ix on internal_ticket (account_id, status, created_at desc, id desc);
call tenant_table('internal_ticket');

create table walk
(
    account_id                 uuid        not null,
    id                         uuid        not null,
    session_kind               text        not null,
    status                     text        not null,
    category                   text,
    problem_text               text        not null,
    customer_name              text,
    customer_contact           text,
    intake_id                  uuid,
    match_score                numeric(5, 4),
    internal_ticket_id         uuid,
    psa_ticket_id              text,
    psa_connection_id          uuid,
    account_flow_id            uuid,
    library_flow_id            uuid,
    flow_version_no            int,
    flow_title                 text,
    current_node_id            text,
    loop_guarded               boolean     not null default false,
    walk_notes                 jsonb       not null default '[]',
    notes_version              int         not null default 0,
    version                    int         not null default 1,
    started_at                 timestamptz not null,
    last_step_at               timestamptz not null,
    resolved_at                timestamptz,
    escalated_at               timestamptz,
    abandoned_at               timestamptz,
    created_by_id              uuid        not null,
    created_by_name            text        not null,
    acting_as                  text,
    handled_by_id              uuid        not null,
    handled_by_name            text        not null,
    handled_since              timestamptz not null,
    helpful                    boolean,
    resolution_notes           text,
    escalation_reason          text,
    escalation_reason_category text,
    handoff_id                 uuid,
    escalated_without_walk     boolean     not null default false,
    psa_state                  text        not null default 'none',
    psa_message                text,
    psa_external_id            text,
    psa_at                     timestamptz,
    awaiting_generation        boolean     not null default false,
    generation_lease           uuid,
    generation_lease_until     timestamptz,
    constraint walk_pk primary key (account_id, id),
    constraint walk_kind_ck check (session_kind in ('flow', 'adhoc', 'ai_build')),
    constraint walk_status_ck check (status in ('active', 'resolved', 'escalated', 'abandoned')),
    constraint walk_target_ck check (case when session_kind = 'flow'
        then num_nonnulls(account_flow_id, library_flow_id) = 1 and flow_version_no is not null
        else num_nonnulls(account_flow_id, library_flow_id, flow_version_no) = 0 end),
    constraint walk_ticket_ck check (num_nonnulls(internal_ticket_id, psa_ticket_id) = 1
        and (psa_connection_id is null or psa_ticket_id is not null)),
    constraint walk_resolved_ck check ((status = 'resolved') = (resolved_at is not null)),
    constraint walk_escalated_ck check ((status = 'escalated') = (escalated_at is not null and handoff_id is not null
        and escalation_reason_category is not null)),
    constraint walk_abandoned_ck check ((status = 'abandoned') = (abandoned_at is not null)),
    constraint walk_psa_state_ck check (psa_state in ('none', 'queued', 'confirmed', 'failed', 'skipped')),
    constraint walk_ticket_fk foreign key (account_id, internal_ticket_id) references internal_ticket (account_id, id),
    constraint walk_account_flow_fk foreign key (account_id, account_flow_id, flow_version_no)
        references flow_version (account_id, flow_id, version_no) deferrable initially deferred,
    constraint walk_library_flow_fk foreign key (library_flow_id, flow_version_no)
        references library_flow_version (flow_id, version_no) deferrable initially deferred
);
create unique index walk_active_ticket_uk on walk (account_id, internal_ticket_id) where status = 'active' and internal_ticket_id is not null;
create unique index walk_active_psa_ticket_uk on walk (account_id, psa_connection_id, psa_ticket_id) nulls not distinct
    where status = 'active' and psa_ticket_id is not null;
create index walk_last_step_ix on walk (account_id, status, last_step_at, id);
create index walk_idle_ix on walk (last_step_at, id) where status = 'active';
create index walk_started_ix on walk (account_id, started_at desc, id desc);
create index walk_escalated_ix on walk (account_id, escalated_at desc, id desc) where escalated_at is not null;
create index walk_handler_ix on walk (account_id, handled_by_id) where status = 'active';
create index walk_ticket_ix on walk (account_id, internal_ticket_id, started_at desc);
call tenant_table('walk');

create table walk_step
(
    account_id      uuid        not null,
    step_id         uuid        not null,
    walk_id         uuid        not null,
    seq             int         not null,
    node_id         text        not null,
    node_type       text        not null,
    question        text        not null,
    answer          text        not null,
    answer_label    text        not null,
    yes_label       text,
    no_label        text,
    l1_note         text,
    flow_id         uuid,
    flow_version_no int,
    frames          uuid[]      not null default '{}',
    visit           int         not null,
    origin          text        not null,
    actor_id        uuid        not null,
    actor_name      text        not null,
    acting_as       text,
    answered_at     timestamptz not null,
    superseded_at   timestamptz,
    dwell_ms        bigint      not null,
    constraint walk_step_pk primary key (account_id, step_id),
    constraint walk_step_seq_uk unique (account_id, walk_id, seq),
    constraint walk_step_walk_fk foreign key (account_id, walk_id) references walk (account_id, id)
);
create index walk_step_flow_ix on walk_step (account_id, flow_id, flow_version_no, node_id, answered_at);
call tenant_table('walk_step');

create table walk_frame
(
    account_id      uuid        not null,
    id              uuid        not null,
    walk_id         uuid        not null,
    depth           int         not null,
    account_flow_id uuid,
    library_flow_id uuid,
    flow_version_no int         not null,
    slug            text        not null,
    title           text        not null,
    parent_node_id  text        not null,
    opened_at       timestamptz not null,
    closed_at       timestamptz,
    constraint walk_frame_pk primary key (account_id, id),
    constraint walk_frame_walk_fk foreign key (account_id, walk_id) references walk (account_id, id),
    constraint walk_frame_flow_ck check (num_nonnulls(account_flow_id, library_flow_id) = 1),
    constraint walk_frame_depth_ck check (depth between 1 and 3)
);
create unique index walk_frame_open_uk on walk_frame (account_id, walk_id, depth) where closed_at is null;
call tenant_table('walk_frame');

create table walk_escalation
(
    account_id        uuid        not null,
    handoff_id        uuid        not null,
    walk_id           uuid        not null,
    origin            text        not null,
    reason            text,
    reason_category   text        not null,
    priority          text        not null,
    escalated_by_id   uuid        not null,
    escalated_by_name text        not null,
    state             text        not null,
    claim_epoch       int         not null default 0,
    claimed_by_id     uuid,
    claimed_by_name   text,
    claimed_at        timestamptz,
    ai_session_id     uuid,
    outcome_summary   text,
    requested_at      timestamptz not null,
    closed_at         timestamptz,
    constraint walk_escalation_pk primary key (account_id, handoff_id),
    constraint walk_escalation_walk_fk foreign key (account_id, walk_id) references walk (account_id, id),
    constraint walk_escalation_state_ck check (state in ('requested', 'queued', 'claimed', 'resolved', 'cancelled', 'closed')),
    constraint walk_escalation_origin_ck check (origin in ('l1_escalate', 'l1_escalate_without_walk'))
);
create index walk_escalation_walk_ix on walk_escalation (account_id, walk_id, requested_at desc);
create index walk_escalation_session_ix on walk_escalation (account_id, ai_session_id) where ai_session_id is not null;
call tenant_table('walk_escalation');

create table walk_node
(
    account_id      uuid        not null,
    walk_id         uuid        not null,
    node_id         text        not null,
    parent_node_id  text,
    via_answer      text,
    content         jsonb       not null,
    origin          text        not null,
    fallback_reason text,
    ai_call_id      uuid,
    created_at      timestamptz not null,
    constraint walk_node_pk primary key (account_id, walk_id, node_id),
    constraint walk_node_walk_fk foreign key (account_id, walk_id) references walk (account_id, id),
    constraint walk_node_origin_ck check (origin in ('model', 'offline', 'fallback'))
);
-- a retried position keeps its failed nodes, so only nodes that stand may be unique
create unique index walk_node_position_uk on walk_node (account_id, walk_id, parent_node_id, via_answer) nulls not distinct
    where fallback_reason is distinct from 'generation_failed';
call tenant_table('walk_node');

create table intake
(
    account_id        uuid        not null,
    id                uuid        not null,
    problem_statement text        not null,
    embedding         vector(384),
    embedding_model   text,
    flags             jsonb       not null,
    outcome           text        not null,
    reason            text,
    category          text,
    candidates        jsonb       not null,
    near_miss         jsonb,
    best_score        numeric(5, 4),
    p_flow            numeric(5, 4),
    mode              text        not null,
    follows_intake_id uuid,
    flow_id           uuid,
    walk_id           uuid,
    created_by_id     uuid        not null,
    created_by_name   text        not null,
    acting_as         text,
    created_at        timestamptz not null,
    constraint intake_pk primary key (account_id, id),
    constraint intake_outcome_ck check (outcome in ('matched', 'adhoc', 'build', 'suggest', 'out_of_scope')),
    constraint intake_mode_ck check (mode in ('hybrid', 'keyword_only', 'skipped')),
    constraint intake_walk_fk foreign key (account_id, walk_id) references walk (account_id, id) deferrable initially deferred,
    constraint intake_follows_fk foreign key (account_id, follows_intake_id) references intake (account_id, id)
);
create index intake_created_ix on intake (account_id, created_at desc, id desc);
create index intake_follows_ix on intake (account_id, follows_intake_id) where follows_intake_id is not null;
call tenant_table('intake');

-- Vectors that are owed. Library flows and "no flow" texts stand under the platform's own account.
create table index_job
(
    account_id  uuid        not null,
    subject     text        not null,
    version_no  int         not null,
    state       text        not null,
    attempts    int         not null default 0,
    next_run_at timestamptz not null,
    lease_until timestamptz,
    error_code  text,
    constraint index_job_pk primary key (account_id, subject),
    constraint index_job_state_ck check (state in ('pending', 'running', 'done', 'failed'))
);
create index index_job_due_ix on index_job (next_run_at) where state in ('pending', 'running');
call tenant_table('index_job');
