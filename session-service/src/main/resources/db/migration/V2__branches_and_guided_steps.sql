-- Branches (contract-sessions §3, §7), and what guided work adds to steps and turns. Rows from before carry no branch: they belong to the
-- root once there is one, which is written then.

alter table ai_session add column is_branching boolean not null default false;
alter table ai_session add column active_branch_id uuid;
alter table ai_session add column history_from_seq integer not null default 0;
alter table session_step add column branch_id uuid;
alter table session_step add column turn_id uuid;
alter table session_message add column branch_id uuid;
alter table session_lane_item add column branch_id uuid;
alter table session_fact add column branch_id uuid;
alter table session_suggested_fix add column branch_id uuid;
alter table session_turn add column ai_request_ids jsonb not null default '[]';

create table session_fork_point
(
    account_id    uuid        not null,
    id            uuid        not null,
    session_id    uuid        not null,
    parent_id     uuid        not null,
    fork_reason   text        not null,
    options       jsonb       not null,
    step_id       uuid,
    message_id    uuid,
    created_by    uuid,
    created_at    timestamptz not null,
    constraint session_fork_point_pk primary key (account_id, id),
    constraint session_fork_point_session_fk foreign key (account_id, session_id) references ai_session on delete cascade
);
create index session_fork_point_session_ix on session_fork_point (account_id, session_id);
call tenant_table('session_fork_point');

create table session_branch
(
    account_id        uuid        not null,
    id                uuid        not null,
    session_id        uuid        not null,
    parent_id         uuid,
    fork_point_id     uuid,
    label             text        not null,
    description       text,
    status            text        not null,
    status_reason     text,
    status_changed_by uuid,
    from_seq          integer     not null,
    from_step         integer     not null,
    depth             integer     not null,
    position          integer     not null,
    created_at        timestamptz not null,
    constraint session_branch_pk primary key (account_id, id),
    constraint session_branch_session_fk foreign key (account_id, session_id) references ai_session on delete cascade,
    constraint session_branch_fork_fk foreign key (account_id, fork_point_id) references session_fork_point on delete cascade,
    constraint session_branch_parent_fk foreign key (account_id, parent_id) references session_branch on delete cascade deferrable initially deferred,
    constraint session_branch_status_ck check (status in ('untried', 'active', 'dead_end', 'solved')),
    constraint session_branch_depth_ck check (depth between 0 and 3),
    constraint session_branch_root_ck check ((parent_id is null) = (depth = 0))
);
create unique index session_branch_root_uk on session_branch (account_id, session_id) where parent_id is null;
create unique index session_branch_position_uk on session_branch (account_id, session_id, position);
call tenant_table('session_branch');

alter table ai_session add constraint ai_session_branch_fk
    foreign key (account_id, active_branch_id) references session_branch deferrable initially deferred;
