-- Authoring (contract-l1 §9): one draft per flow, beside versions that never change.
alter table flow add column draft_seq int not null default 0, add column adopted_library_flow_id uuid, add column adopted_version_no int,
    add constraint flow_adopted_fk foreign key (adopted_library_flow_id, adopted_version_no) references library_flow_version (flow_id, version_no),
    add constraint flow_adopted_ck check ((adopted_library_flow_id is null) = (adopted_version_no is null));

create table flow_draft
(
    account_id      uuid        not null,
    flow_id         uuid        not null,
    content         jsonb       not null,
    version         int         not null,
    updated_at      timestamptz not null,
    updated_by      uuid        not null,
    updated_by_name text        not null,
    constraint flow_draft_pk primary key (account_id, flow_id),
    constraint flow_draft_flow_fk foreign key (account_id, flow_id) references flow (account_id, id) on delete cascade
);
call tenant_table('flow_draft');
create index flow_updated_ix on flow (account_id, updated_at desc, id desc);

-- Uses per day, for recency in the rank: what was long ago weighs nothing.
create table flow_usage_day
(
    account_id uuid   not null,
    flow_id    uuid   not null,
    day        date   not null,
    uses       bigint not null,
    constraint flow_usage_day_pk primary key (account_id, flow_id, day)
);
call tenant_table('flow_usage_day');

-- Proposals (contract-l1 §10)
create table flow_proposal
(
    account_id             uuid        not null,
    id                     uuid        not null,
    proposal_type          text        not null,
    status                 text        not null,
    source                 text        not null,
    source_session_id      uuid,
    l1_session_id          uuid,
    title                  text        not null,
    category               text        not null,
    description            text,
    content                jsonb       not null,
    match_keywords         text[]      not null,
    target_flow_id         uuid,
    target_source          text,
    base_version_no        int,
    target_node_id         text,
    structure_digest       text        not null,
    confidence             numeric(5, 4),
    embedding              vector(384),
    embedding_model        text,
    helpful_count          int         not null default 0,
    unhelpful_count        int         not null default 0,
    linked_ticket_id       text,
    linked_ticket_kind     text,
    version                int         not null default 1,
    reviewed_by_id         uuid,
    reviewed_by_name       text,
    reviewed_at            timestamptz,
    review_note            text,
    flow_id                uuid,
    flow_version_no        int,
    created_at             timestamptz not null,
    constraint flow_proposal_pk primary key (account_id, id),
    constraint flow_proposal_type_ck check (proposal_type in ('new_flow', 'enhancement')),
    constraint flow_proposal_status_ck check (status in ('pending', 'approved', 'modified', 'rejected', 'dismissed')),
    constraint flow_proposal_source_ck check (source in ('ai_realtime_l1', 'l1_flow_walk', 'ai_session')),
    constraint flow_proposal_one_source_ck check (num_nonnulls(source_session_id, l1_session_id) = 1),
    constraint flow_proposal_target_ck check ((proposal_type = 'enhancement') = (target_flow_id is not null and base_version_no is not null)),
    constraint flow_proposal_review_ck check ((status = 'pending') = (reviewed_at is null)),
    constraint flow_proposal_walk_fk foreign key (account_id, l1_session_id) references walk (account_id, id) on delete cascade
);
create index flow_proposal_created_ix on flow_proposal (account_id, created_at desc, id desc);
create index flow_proposal_open_ix on flow_proposal (account_id, category) where status = 'pending';
create index flow_proposal_digest_ix on flow_proposal (account_id, structure_digest);
call tenant_table('flow_proposal');

create table proposal_evidence
(
    account_id        uuid        not null,
    id                uuid        not null,
    proposal_id       uuid        not null,
    kind              text        not null,
    l1_session_id     uuid,
    source_session_id uuid,
    node_id           text,
    note              text,
    author_id         uuid,
    author_name       text,
    created_at        timestamptz not null,
    constraint proposal_evidence_pk primary key (account_id, id),
    constraint proposal_evidence_proposal_fk foreign key (account_id, proposal_id) references flow_proposal (account_id, id) on delete cascade,
    constraint proposal_evidence_walk_fk foreign key (account_id, l1_session_id) references walk (account_id, id) on delete cascade,
    constraint proposal_evidence_one_source_ck check (num_nonnulls(source_session_id, l1_session_id) = 1),
    constraint proposal_evidence_kind_ck check (kind in ('source', 'helpful', 'unhelpful'))
);
create unique index proposal_evidence_walk_uk on proposal_evidence (account_id, proposal_id, l1_session_id) where l1_session_id is not null;
create unique index proposal_evidence_session_uk on proposal_evidence (account_id, proposal_id, source_session_id) where source_session_id is not null;
call tenant_table('proposal_evidence');

alter table walk add column flow_proposal_id uuid;
alter table walk drop constraint walk_kind_ck, drop constraint walk_target_ck;
alter table walk
    add constraint walk_kind_ck check (session_kind in ('flow', 'proposal', 'adhoc', 'ai_build')),
    add constraint walk_target_ck check (case session_kind
        when 'flow' then num_nonnulls(account_flow_id, library_flow_id) = 1 and flow_version_no is not null and flow_proposal_id is null
        when 'proposal' then flow_proposal_id is not null and num_nonnulls(account_flow_id, library_flow_id, flow_version_no) = 0
        else num_nonnulls(account_flow_id, library_flow_id, flow_version_no, flow_proposal_id) = 0 end),
    add constraint walk_proposal_fk foreign key (account_id, flow_proposal_id) references flow_proposal (account_id, id)
        on delete no action deferrable initially deferred;
create index walk_flow_ix on walk (account_id, coalesce(account_flow_id, library_flow_id), started_at desc)
    where coalesce(account_flow_id, library_flow_id) is not null;

-- What is learnt from closed walks, resolved sessions and calls that found no flow (contract-l1 §10.2)
create table flywheel_job
(
    account_id  uuid        not null,
    id          uuid        not null,
    source_kind text        not null,
    source_id   uuid        not null,
    payload     jsonb,
    state       text        not null,
    attempts    int         not null default 0,
    next_run_at timestamptz not null,
    lease_until timestamptz,
    verdict     text,
    reason      text,
    error_code  text,
    created_at  timestamptz not null,
    finished_at timestamptz,
    constraint flywheel_job_pk primary key (account_id, id),
    constraint flywheel_job_source_uk unique (account_id, source_kind, source_id),
    constraint flywheel_job_source_ck check (source_kind in ('walk', 'session', 'intake')),
    constraint flywheel_job_state_ck check (state in ('pending', 'running', 'done', 'failed'))
);
create index flywheel_job_due_ix on flywheel_job (next_run_at) where state in ('pending', 'running');
call tenant_table('flywheel_job');

create table knowledge_gap
(
    account_id  uuid        not null,
    id          uuid        not null,
    kind        text        not null,
    category    text        not null,
    flow_id     uuid,
    node_id     text,
    embedding   vector(384),
    evidence    int         not null,
    detected_at timestamptz not null,
    constraint knowledge_gap_pk primary key (account_id, id),
    constraint knowledge_gap_kind_ck check (kind in ('unmet', 'dead_end') and (kind = 'dead_end') = (flow_id is not null and node_id is not null))
);
create index knowledge_gap_recent_ix on knowledge_gap (account_id, kind, detected_at);
call tenant_table('knowledge_gap');

call definer_may('select, update', 'flywheel_job');
call definer_may('select', 'flow_proposal');

create function claim_flywheel_jobs(n integer)
    returns table (account_id uuid, id uuid, source_kind text, source_id uuid, attempts integer)
    language sql security definer set search_path = ${schema}, public, pg_temp as
$$
with due as (
    select j.account_id, j.id from flywheel_job j
     where j.state in ('pending', 'running') and j.next_run_at <= now() and (j.lease_until is null or j.lease_until < now())
     order by j.next_run_at limit n for update skip locked)
update flywheel_job j
   set state = 'running', lease_until = now() + interval '5 minutes', attempts = j.attempts + 1
  from due where j.account_id = due.account_id and j.id = due.id
returning j.account_id, j.id, j.source_kind, j.source_id, j.attempts
$$;

-- Pending and lately rejected proposals near a text; exact, because an account has few.
create function similar_proposals(p_vector vector(384), p_model text, p_category text, k integer)
    returns table (proposal_id uuid, status text, cosine double precision)
    language sql stable security definer set search_path = ${schema}, public, pg_temp as
$$
select p.id, p.status, 1 - (p.embedding <=> p_vector)
  from flow_proposal p
 where p.account_id = nullif(current_setting('app.account_id', true), '')::uuid
   and p.embedding is not null and p.embedding_model = p_model and p.category = p_category
   and (p.status = 'pending' or (p.status = 'rejected' and p.reviewed_at > now() - interval '90 days'))
 order by p.embedding <=> p_vector limit k
$$;

grant execute on function claim_flywheel_jobs(integer), similar_proposals(vector, text, text, integer) to ${app_role};
alter function claim_flywheel_jobs(integer) owner to ${definer_role};
alter function similar_proposals(vector, text, text, integer) owner to ${definer_role};
