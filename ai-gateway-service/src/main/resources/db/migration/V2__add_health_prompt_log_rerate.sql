-- Health over replicas, prompt log, re-rating, overrides of the tier, and what the operator's lists need (contract-ai §2.4, §8, §9).

-- global: which replicas live; requests a minute are divided by them
create table replica
(
    id      uuid        not null,
    seen_at timestamptz not null default now(),
    constraint replica_pk primary key (id)
);

-- global: health of configured models, for display
create table provider_health
(
    endpoint        text        not null,
    model           text        not null,
    replica         uuid        not null,
    state           text        not null,
    cooling_until   timestamptz,
    last_ok_at      timestamptz,
    last_error_code text,
    last_was_ok     boolean     not null,
    calls           bigint      not null,
    failures        bigint      not null,
    p50_ms          bigint,
    updated_at      timestamptz not null default now(),
    constraint provider_health_pk primary key (endpoint, model, replica),
    constraint provider_health_state_ck check (state in ('closed', 'open', 'half_open'))
);

-- global: one running job per model
create table rerate_job
(
    id           uuid        not null,
    endpoint     text        not null,
    model        text        not null,
    from_at      timestamptz not null,
    to_at        timestamptz not null,
    state        text        not null default 'running',
    cursor       uuid,
    requests     bigint      not null default 0,
    accounts     bigint      not null default 0,
    old_micros   bigint      not null default 0,
    new_micros   bigint      not null default 0,
    created_by   uuid        not null,
    created_at   timestamptz not null default now(),
    ended_at     timestamptz,
    constraint rerate_job_pk primary key (id),
    constraint rerate_job_state_ck check (state in ('running', 'done')),
    constraint rerate_job_span_ck check (from_at < to_at)
);
create unique index rerate_job_running_uk on rerate_job (endpoint, model) where state = 'running';
revoke delete on rerate_job from ${app_role};

create table prompt_log
(
    account_id uuid        not null,
    request_id uuid        not null,
    content    bytea       not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint prompt_log_pk primary key (account_id, request_id)
);
create index prompt_log_expires_ix on prompt_log (expires_at);
call tenant_table('prompt_log');

-- an override of the tier has a name, not a number
alter table limit_override add column tier text;
alter table limit_override add constraint limit_override_tier_ck
    check (tier is null or (metric = 'max_tier' and tier in ('fast', 'standard', 'deep')));
alter table limit_override add column created_by_name text;

-- the sealed form of the longest answer is a little longer than the answer
alter table completion_key drop constraint completion_key_answer_ck;
alter table completion_key add constraint completion_key_answer_ck check (octet_length(answer) <= 1049600);

-- a statement about a later price changes nothing about what was agreed when a call was made: the adjustment names the version
alter table ledger_adjustment add column price_id uuid;

create index ai_attempt_rerate_ix on ai_attempt (endpoint, model, started_at);
create index ai_request_month_ix on ai_request (account_id, monthly_start);

-- Cross-tenant work, each function for one job.
call definer_may('select', 'account_setting');
call definer_may('select', 'limit_override');
call definer_may('select', 'quota_window');
call definer_may('select', 'ai_attempt');
call definer_may('select, delete', 'prompt_log');
call definer_may('select', 'plan');

-- Accounts whose calls of one model fall into a span, after a cursor: ids alone.
create function claim_rerate_accounts(p_endpoint text, p_model text, p_from timestamptz, p_to timestamptz, p_after uuid, p_limit integer)
    returns table (account_id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select distinct a.account_id from ai_attempt a
 where a.endpoint = p_endpoint and a.model = p_model and a.started_at >= p_from and a.started_at < p_to
   and (p_after is null or a.account_id > p_after)
 order by a.account_id
 limit p_limit
$$;

-- Used of a limit in percent, rounded down; 0 without a limit, 100 of a limit of nothing.
create function percent_of(p_used bigint, p_limit bigint) returns integer
    language sql immutable as
$$
select case when p_limit is null then 0 when p_limit = 0 then 100 else least(floor(coalesce(p_used, 0)::numeric * 100 / p_limit), 1000000)::integer end
$$;

-- How far the accounts are through their plans: figures only, for the operator's list.
create function accounts_overview(p_q text, p_over integer, p_after uuid, p_limit integer)
    returns table (account_id uuid, plan_code text, daily integer, monthly integer, tokens integer, cost integer, tree_builds integer,
                   overrides jsonb, last_used_at timestamptz)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
with known as (
    select s.account_id, s.plan_code, p.daily_calls, p.monthly_calls, p.monthly_tokens, p.monthly_cost_micros, p.monthly_tree_builds
      from account_setting s join plan p on p.code = s.plan_code
     where (p_after is null or s.account_id > p_after)
       and (p_q is null or starts_with(s.account_id::text, lower(p_q)) or s.plan_code = p_q)
), limits as (
    select k.account_id, k.plan_code,
           case when count(o.metric) filter (where o.metric = 'daily_calls') > 0
                then max(o.value) filter (where o.metric = 'daily_calls') else max(k.daily_calls) end as daily_limit,
           case when count(o.metric) filter (where o.metric = 'monthly_calls') > 0
                then max(o.value) filter (where o.metric = 'monthly_calls') else max(k.monthly_calls) end as monthly_limit,
           case when count(o.metric) filter (where o.metric = 'monthly_tokens') > 0
                then max(o.value) filter (where o.metric = 'monthly_tokens') else max(k.monthly_tokens) end as tokens_limit,
           case when count(o.metric) filter (where o.metric = 'monthly_cost_micros') > 0
                then max(o.value) filter (where o.metric = 'monthly_cost_micros') else max(k.monthly_cost_micros) end as cost_limit,
           case when count(o.metric) filter (where o.metric = 'monthly_tree_builds') > 0
                then max(o.value) filter (where o.metric = 'monthly_tree_builds') else max(k.monthly_tree_builds) end as builds_limit,
           coalesce(jsonb_agg(jsonb_build_object('metric', o.metric, 'value', coalesce(to_jsonb(o.tier), to_jsonb(o.value)),
                                                 'reason', o.reason, 'expires_at', o.expires_at) order by o.metric)
                    filter (where o.metric is not null), '[]'::jsonb) as overrides
      from known k
      left join limit_override o on o.account_id = k.account_id and (o.expires_at is null or o.expires_at > now())
     group by k.account_id, k.plan_code
), used as (
    select l.*, d.calls_used + d.calls_reserved as daily_used, m.calls_used + m.calls_reserved as monthly_used,
           m.tokens_used + m.tokens_reserved as tokens_used, m.cost_used + m.cost_reserved as cost_used,
           m.tree_builds_used + m.tree_builds_reserved as builds_used,
           (select max(r.created_at) from ai_request r where r.account_id = l.account_id) as last_used_at
      from limits l
      left join quota_window d on d.account_id = l.account_id and d.period = 'daily' and d.window_start <= now() and d.window_end > now()
      left join quota_window m on m.account_id = l.account_id and m.period = 'monthly' and m.window_start <= now() and m.window_end > now()
), percents as (
    select account_id, plan_code, overrides, last_used_at,
           percent_of(daily_used, daily_limit) as daily, percent_of(monthly_used, monthly_limit) as monthly,
           percent_of(tokens_used, tokens_limit) as tokens, percent_of(cost_used, cost_limit) as cost,
           percent_of(builds_used, builds_limit) as tree_builds
      from used
)
select account_id, plan_code, daily, monthly, tokens, cost, tree_builds, overrides, last_used_at from percents
 where p_over is null or greatest(daily, monthly, tokens, cost, tree_builds) >= p_over
 order by account_id
 limit p_limit
$$;

-- Logged prompts past their time.
create function purge_prompt_log(p_limit integer) returns integer
    language plpgsql security definer set search_path = ${schema}, pg_temp as
$$
declare
    prompts integer;
begin
    delete from prompt_log l using (select c.account_id, c.request_id from prompt_log c
                                     where c.expires_at < now() order by c.expires_at limit p_limit) old
     where l.account_id = old.account_id and l.request_id = old.request_id;
    get diagnostics prompts = row_count;
    return prompts;
end
$$;

grant execute on function percent_of(bigint, bigint) to ${definer_role};
grant execute on function claim_rerate_accounts(text, text, timestamptz, timestamptz, uuid, integer),
    accounts_overview(text, integer, uuid, integer), purge_prompt_log(integer) to ${app_role};
alter function claim_rerate_accounts(text, text, timestamptz, timestamptz, uuid, integer) owner to ${definer_role};
alter function accounts_overview(text, integer, uuid, integer) owner to ${definer_role};
alter function purge_prompt_log(integer) owner to ${definer_role};
