-- Plans, windows and the ledger (contract-ai §6, §9). All amounts are bigint: tokens, calls, micros.

create table plan
(
    code                 text        not null,
    name                 text        not null,
    daily_calls          bigint,
    monthly_calls        bigint,
    monthly_tokens       bigint,
    monthly_cost_micros  bigint,
    monthly_tree_builds  bigint,
    requests_per_minute  bigint,
    max_in_flight        bigint,
    max_tier             text        not null,
    warn_at_percent      integer[]   not null default '{80,95}',
    archived             boolean     not null default false,
    version              bigint      not null default 1,
    created_at           timestamptz not null default now(),
    constraint plan_pk primary key (code),
    constraint plan_code_ck check (code ~ '^[a-z0-9_-]{2,32}$'),
    constraint plan_max_tier_ck check (max_tier in ('fast', 'standard', 'deep')),
    constraint plan_limits_ck check (coalesce(least(daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros,
                                                    monthly_tree_builds, requests_per_minute, max_in_flight), 0) >= 0)
);
-- global: holds no tenant data
revoke delete on plan from ${app_role};

insert into plan (code, name, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
                  requests_per_minute, max_in_flight, max_tier)
values ('free', 'Free', 15, 150, 1000000, 4000000, 3, 20, 2, 'standard'),
       ('starter', 'Starter', 100, 2000, 15000000, 50000000, 15, 60, 6, 'standard'),
       ('pro', 'Pro', 400, 10000, 80000000, 250000000, 150, 240, 24, 'deep'),
       ('enterprise', 'Enterprise', 5000, 100000, 800000000, 2500000000, null, 1200, 120, 'deep');

create table model_price
(
    id             uuid        not null,
    endpoint       text        not null,
    model          text        not null,
    effective_from timestamptz not null,
    input          bigint      not null,
    cache_read     bigint      not null,
    cache_write_5m bigint      not null,
    cache_write_1h bigint      not null,
    output         bigint      not null,
    reasoning      bigint      not null,
    note           text,
    created_by     uuid,
    created_at     timestamptz not null default now(),
    constraint model_price_pk primary key (id),
    constraint model_price_uk unique (endpoint, model, effective_from),
    constraint model_price_ck check (least(input, cache_read, cache_write_5m, cache_write_1h, output, reasoning) >= 0)
);
-- global and append-only
revoke update, delete on model_price from ${app_role};

-- what runs in the process costs nothing, and that is a known price
insert into model_price (id, endpoint, model, effective_from, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, note)
values ('01900000-0000-7000-8000-000000000001', 'offline', 'runbook-1', '2020-01-01T00:00:00Z', 0, 0, 0, 0, 0, 0, 'built in'),
       ('01900000-0000-7000-8000-000000000002', 'local', 'all-minilm-l6-v2', '2020-01-01T00:00:00Z', 0, 0, 0, 0, 0, 0, 'built in');

create table account_setting
(
    account_id         uuid        not null,
    plan_code          text        not null,
    time_zone          text        not null default 'UTC',
    billing_anchor_day integer     not null,
    next_time_zone     text,
    next_anchor_day    integer,
    next_from          timestamptz,
    ai_enabled         boolean     not null default true,
    allowed_providers  text[],
    offline_on_quota   boolean     not null default true,
    redaction          text        not null default 'standard',
    prompt_log_until   timestamptz,
    version            bigint      not null default 1,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    constraint account_setting_pk primary key (account_id),
    constraint account_setting_plan_fk foreign key (plan_code) references plan (code),
    constraint account_setting_anchor_ck check (billing_anchor_day between 1 and 31 and next_anchor_day between 1 and 31),
    constraint account_setting_next_ck check ((next_from is null) = (next_time_zone is null) and (next_from is null) = (next_anchor_day is null)),
    constraint account_setting_redaction_ck check (redaction in ('standard', 'strict'))
);
call tenant_table('account_setting');

create table limit_override
(
    account_id uuid        not null,
    metric     text        not null,
    value      bigint,
    reason     text        not null,
    expires_at timestamptz,
    created_by uuid        not null,
    created_at timestamptz not null default now(),
    constraint limit_override_pk primary key (account_id, metric),
    constraint limit_override_metric_ck check (metric in ('daily_calls', 'monthly_calls', 'monthly_tokens', 'monthly_cost_micros',
        'monthly_tree_builds', 'requests_per_minute', 'max_in_flight', 'max_tier')),
    constraint limit_override_value_ck check (value is null or value >= 0)
);
call tenant_table('limit_override');

create table quota_window
(
    account_id           uuid        not null,
    period               text        not null,
    window_start         timestamptz not null,
    window_end           timestamptz not null,
    calls_limit          bigint,
    calls_used           bigint      not null default 0,
    calls_reserved       bigint      not null default 0,
    calls_excused        bigint      not null default 0,
    tokens_limit         bigint,
    tokens_used          bigint      not null default 0,
    tokens_reserved      bigint      not null default 0,
    tokens_excused       bigint      not null default 0,
    cost_limit           bigint,
    cost_used            bigint      not null default 0,
    cost_reserved        bigint      not null default 0,
    cost_excused         bigint      not null default 0,
    tree_builds_limit    bigint,
    tree_builds_used     bigint      not null default 0,
    tree_builds_reserved bigint      not null default 0,
    tree_builds_excused  bigint      not null default 0,
    constraint quota_window_pk primary key (account_id, period, window_start),
    constraint quota_window_period_ck check (period in ('daily', 'monthly')),
    constraint quota_window_order_ck check (window_start < window_end),
    -- the last wall against overspending (KD-5): whatever code runs, the row cannot hold it
    constraint quota_window_calls_ck check (calls_limit is null or calls_used + calls_reserved <= calls_limit + calls_excused),
    constraint quota_window_tokens_ck check (tokens_limit is null or tokens_used + tokens_reserved <= tokens_limit + tokens_excused),
    constraint quota_window_cost_ck check (cost_limit is null or cost_used + cost_reserved <= cost_limit + cost_excused),
    constraint quota_window_tree_builds_ck check (tree_builds_limit is null
        or tree_builds_used + tree_builds_reserved <= tree_builds_limit + tree_builds_excused),
    constraint quota_window_positive_ck check (least(calls_used, calls_reserved, calls_excused, tokens_used, tokens_reserved, tokens_excused,
        cost_used, cost_reserved, cost_excused, tree_builds_used, tree_builds_reserved, tree_builds_excused) >= 0)
) with (fillfactor = 50);
call tenant_table('quota_window');

create table quota_warning
(
    account_id   uuid        not null,
    period       text        not null,
    window_start timestamptz not null,
    metric       text        not null,
    threshold    integer     not null,
    at           timestamptz not null default now(),
    constraint quota_warning_pk primary key (account_id, period, window_start, metric, threshold)
);
call tenant_table('quota_warning');

create table ai_request
(
    account_id           uuid        not null,
    id                   uuid        not null,
    created_at           timestamptz not null default now(),
    task                 text        not null,
    phase                text        not null,
    tier                 text,
    reference_kind       text,
    reference_id         uuid,
    user_id              uuid,
    user_name            text,
    state                text        not null,
    outcome              text        not null,
    error_code           text,
    offline              boolean     not null default false,
    offline_reason       text,
    held_calls           bigint      not null default 0,
    held_tokens          bigint      not null default 0,
    held_cost            bigint      not null default 0,
    held_tree_builds     bigint      not null default 0,
    daily_start          timestamptz,
    monthly_start        timestamptz,
    lease_owner          uuid,
    lease_until          timestamptz,
    idempotency_key      text,
    counts_toward_quota  boolean     not null default false,
    provider             text,
    model                text,
    attempts             integer     not null default 0,
    input_tokens         bigint,
    cached_input_tokens  bigint,
    cache_write_tokens   bigint,
    output_tokens        bigint,
    reasoning_tokens     bigint,
    usage_quality        text        not null default 'unknown',
    cost_micros          bigint,
    uncounted_cost_micros bigint     not null default 0,
    trace_id             text,
    duration_ms          bigint,
    ended_at             timestamptz,
    constraint ai_request_pk primary key (account_id, id),
    constraint ai_request_state_ck check (state in ('held', 'settled', 'released', 'cancelled', 'expired', 'denied')),
    constraint ai_request_outcome_ck check (outcome in ('running', 'succeeded', 'failed', 'cancelled', 'expired', 'denied')),
    constraint ai_request_held_ck check ((state = 'held') = (lease_until is not null)),
    constraint ai_request_offline_ck check (offline = (offline_reason is not null)),
    constraint ai_request_quality_ck check (usage_quality in ('exact', 'counted', 'unknown')),
    -- unknown is null, never 0 (KD-1)
    constraint ai_request_unknown_ck check ((usage_quality = 'unknown') = (input_tokens is null and output_tokens is null and cost_micros is null))
);
create index ai_request_created_ix on ai_request (account_id, created_at desc, id desc);
create index ai_request_reference_ix on ai_request (account_id, reference_kind, reference_id);
create index ai_request_user_ix on ai_request (account_id, user_id, created_at);
create index ai_request_lease_ix on ai_request (lease_until) where state = 'held';
call tenant_table('ai_request');
revoke delete on ai_request from ${app_role};

create table ai_attempt
(
    account_id            uuid        not null,
    request_id            uuid        not null,
    n                     integer     not null,
    kind                  text        not null,
    endpoint              text        not null,
    model                 text        not null,
    started_at            timestamptz not null default now(),
    first_event_at        timestamptz,
    ended_at              timestamptz,
    outcome               text        not null default 'running',
    error_code            text,
    http_status           integer,
    fresh_input_tokens    bigint,
    cache_read_tokens     bigint,
    cache_write_5m_tokens bigint,
    cache_write_1h_tokens bigint,
    visible_output_tokens bigint,
    reasoning_tokens      bigint,
    usage_quality         text        not null default 'unknown',
    price_id              uuid        not null,
    cost_micros           bigint,
    upstream_request_id   text,
    counts                boolean     not null default false,
    constraint ai_attempt_pk primary key (account_id, request_id, n),
    constraint ai_attempt_request_fk foreign key (account_id, request_id) references ai_request (account_id, id),
    constraint ai_attempt_price_fk foreign key (price_id) references model_price (id),
    constraint ai_attempt_kind_ck check (kind in ('first', 'retry', 'fallback', 'repair')),
    constraint ai_attempt_outcome_ck check (outcome in ('running', 'succeeded', 'failed', 'cancelled', 'expired')),
    constraint ai_attempt_quality_ck check (usage_quality in ('exact', 'counted', 'unknown')),
    constraint ai_attempt_unknown_ck check ((usage_quality = 'unknown') = (fresh_input_tokens is null and cache_read_tokens is null
        and cache_write_5m_tokens is null and cache_write_1h_tokens is null and visible_output_tokens is null
        and reasoning_tokens is null and cost_micros is null))
);
call tenant_table('ai_attempt');
revoke delete on ai_attempt from ${app_role};

create table ledger_adjustment
(
    account_id    uuid        not null,
    id            uuid        not null,
    request_id    uuid,
    n             integer,
    period        text        not null,
    window_start  timestamptz not null,
    metric        text        not null,
    delta         bigint      not null,
    kind          text        not null,
    reason        text        not null,
    actor_id      uuid,
    created_at    timestamptz not null default now(),
    constraint ledger_adjustment_pk primary key (account_id, id),
    constraint ledger_adjustment_kind_ck check (kind in ('late_settle', 'rerate', 'estimate_overrun', 'limit_lowered', 'manual'))
);
create index ledger_adjustment_request_ix on ledger_adjustment (account_id, request_id);
call tenant_table('ledger_adjustment');
revoke update, delete on ledger_adjustment from ${app_role};

create table completion_key
(
    account_id uuid        not null,
    task       text        not null,
    key        text        not null,
    body_hash  text        not null,
    state      text        not null,
    request_id uuid        not null,
    answer     bytea,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint completion_key_pk primary key (account_id, task, key),
    constraint completion_key_state_ck check (state in ('in_flight', 'done')),
    constraint completion_key_done_ck check ((state = 'done') = (answer is not null)),
    constraint completion_key_answer_ck check (octet_length(answer) <= 1048576)
);
create index completion_key_expires_ix on completion_key (expires_at);
call tenant_table('completion_key');

create table embedding_cache
(
    account_id    uuid        not null,
    model_version text        not null,
    text_hash     text        not null,
    vector        bytea       not null,
    last_used_at  timestamptz not null default now(),
    constraint embedding_cache_pk primary key (account_id, model_version, text_hash)
);
create index embedding_cache_used_ix on embedding_cache (last_used_at);
call tenant_table('embedding_cache');

-- Cross-tenant work: each function does one job and hands out no more than that job needs.
call definer_may('select, update', 'ai_request');
call definer_may('select, delete', 'completion_key');
call definer_may('select, delete', 'embedding_cache');

-- Holds whose lease is over: ids and accounts only; the reaper then acts inside each account.
create function claim_expired_holds(p_limit integer) returns table (account_id uuid, request_id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select r.account_id, r.id from ai_request r
 where r.state = 'held' and r.lease_until < now()
 order by r.lease_until
 limit p_limit
$$;

-- One statement per replica keeps the leases of its running calls alive.
create function renew_holds(p_owner uuid, p_requests uuid[], p_lease_ms integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    renewed integer;
begin
    update ai_request set lease_until = now() + make_interval(secs => p_lease_ms / 1000.0)
     where state = 'held' and lease_owner = p_owner and id = any (p_requests);
    get diagnostics renewed = row_count;
    return renewed;
end
$$;

create function purge_expired(p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    keys integer;
    vectors integer;
begin
    delete from completion_key k using (select c.account_id, c.task, c.key from completion_key c
                                         where c.expires_at < now() and c.state = 'done' order by c.expires_at limit p_limit) old
     where k.account_id = old.account_id and k.task = old.task and k.key = old.key;
    get diagnostics keys = row_count;
    delete from embedding_cache e using (select c.account_id, c.model_version, c.text_hash from embedding_cache c
                                          where c.last_used_at < now() - interval '30 days' order by c.last_used_at limit p_limit) old
     where e.account_id = old.account_id and e.model_version = old.model_version and e.text_hash = old.text_hash;
    get diagnostics vectors = row_count;
    return keys + vectors;
end
$$;

grant execute on function claim_expired_holds(integer), renew_holds(uuid, uuid[], integer), purge_expired(integer) to ${app_role};
alter function claim_expired_holds(integer) owner to ${definer_role};
alter function renew_holds(uuid, uuid[], integer) owner to ${definer_role};
alter function purge_expired(integer) owner to ${definer_role};
