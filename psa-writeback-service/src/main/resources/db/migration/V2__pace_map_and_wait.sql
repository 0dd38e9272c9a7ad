-- Budgets shared by replicas, member mappings, pushes that wait for an earlier one, sealing anew (contract-psa §3, §4, §10, §12, §17).

create table connection_budget
(
    account_id    uuid not null,
    connection_id uuid not null,
    bucket        bytea,
    -- the ticketing system asked everybody to wait until then
    blocked_until timestamptz,
    constraint connection_budget_pk primary key (account_id, connection_id),
    constraint connection_budget_fk foreign key (account_id, connection_id) references psa_connection (account_id, id)
);
call tenant_table('connection_budget');

-- Calls under way; one of a process that died counts until its time is over.
create table connection_slot
(
    account_id    uuid        not null,
    connection_id uuid        not null,
    id            uuid        not null,
    until         timestamptz not null,
    constraint connection_slot_pk primary key (account_id, connection_id, id),
    constraint connection_slot_fk foreign key (account_id, connection_id) references psa_connection (account_id, id)
);
call tenant_table('connection_slot');

create table psa_member_mapping
(
    account_id         uuid not null,
    connection_id      uuid not null,
    user_id            uuid not null,
    external_member_id text not null,
    external_name      text not null,
    matched_by         text not null,
    constraint psa_member_mapping_pk primary key (account_id, connection_id, user_id),
    constraint psa_member_mapping_member_uk unique (account_id, connection_id, external_member_id),
    constraint psa_member_mapping_fk foreign key (account_id, connection_id) references psa_connection (account_id, id),
    constraint psa_member_mapping_by_ck check (matched_by in ('email', 'manual'))
);
call tenant_table('psa_member_mapping');

-- A push whose predecessor is not settled yet: kept here, so that its event does not hold up those of other sources.
create table waiting_push
(
    account_id      uuid        not null,
    trigger_id      uuid        not null,
    kind            text        not null,
    source_id       uuid        not null,
    handoff_id      uuid,
    data            jsonb       not null,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    constraint waiting_push_pk primary key (account_id, trigger_id, kind)
);
create index waiting_push_due_ix on waiting_push (next_attempt_at);
create index waiting_push_source_ix on waiting_push (account_id, source_id, kind, created_at);
call tenant_table('waiting_push');
call definer_may('select, update', 'waiting_push');
call definer_may('select', 'psa_connection');

-- Waiting pushes that are due, of all accounts: ids only, and each is left alone for a moment. The caller acts inside the row's account.
create function claim_waiting_pushes(p_pause_ms integer, p_limit integer)
    returns table (account_id uuid, trigger_id uuid, kind text)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with due as (select p.account_id, p.trigger_id, p.kind
               from waiting_push p
              where p.next_attempt_at <= now()
              order by p.next_attempt_at, p.created_at
              limit p_limit for update skip locked)
update waiting_push p
   set next_attempt_at = now() + make_interval(secs => p_pause_ms / 1000.0)
  from due where p.account_id = due.account_id and p.trigger_id = due.trigger_id and p.kind = due.kind
returning p.account_id, p.trigger_id, p.kind
$$;

-- Connections whose secrets are sealed with another key than the current one, of all accounts: ids only.
create function claim_rows_for_rekey(p_key bigint, p_limit integer)
    returns table (account_id uuid, id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select c.account_id, c.id from psa_connection c
 where c.credentials_ciphertext is not null and c.key_id is distinct from p_key and c.paused_reason is distinct from 'credentials_unreadable'
 order by c.account_id, c.id limit p_limit
$$;

-- How many write-backs are in which state, and since when the oldest unfinished one waits: numbers for the operator.
create function writeback_backlog()
    returns table (state text, rows bigint, oldest timestamptz)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select w.state, count(*), min(w.created_at) from writeback w
 where w.state not in ('completed', 'cancelled', 'given_up', 'superseded', 'conflict') group by w.state
$$;

grant execute on function claim_waiting_pushes(integer, integer), claim_rows_for_rekey(bigint, integer), writeback_backlog() to ${app_role};
alter function claim_waiting_pushes(integer, integer) owner to ${definer_role};
alter function claim_rows_for_rekey(bigint, integer) owner to ${definer_role};
alter function writeback_backlog() owner to ${definer_role};
