-- Whoever has a plan hears of its changes (contract-ai §10), also when the process that changed it dies.

-- global: what each version of a plan allowed, and who made it
create table plan_version
(
    code                 text        not null,
    version              bigint      not null,
    daily_calls          bigint,
    monthly_calls        bigint,
    monthly_tokens       bigint,
    monthly_cost_micros  bigint,
    monthly_tree_builds  bigint,
    requests_per_minute  bigint,
    max_in_flight        bigint,
    max_tier             text        not null,
    changed_by           uuid,
    changed_by_name      text,
    acting_as            text,
    changed_at           timestamptz not null default now(),
    constraint plan_version_pk primary key (code, version),
    constraint plan_version_plan_fk foreign key (code) references plan (code)
);
revoke update, delete on plan_version from ${app_role};
grant select on plan_version to ${definer_role};

insert into plan_version (code, version, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
                          requests_per_minute, max_in_flight, max_tier)
select code, version, daily_calls, monthly_calls, monthly_tokens, monthly_cost_micros, monthly_tree_builds,
       requests_per_minute, max_in_flight, max_tier
  from plan;

-- the version of its plan an account was told of last; 0 for what was there before versions were kept
alter table account_setting add column plan_version_told bigint not null default 0;
create index account_setting_told_ix on account_setting (plan_code, plan_version_told);

-- Accounts that were not told of their plan's newest version yet, after a cursor: ids alone.
create function accounts_behind_plan(p_after uuid, p_limit integer) returns table (account_id uuid)
    language sql security definer set search_path = ${schema}, pg_temp as
$$
select s.account_id
  from plan p
  join account_setting s on s.plan_code = p.code and s.plan_version_told < p.version
 where p.version > (select min(v.version) from plan_version v where v.code = p.code)
   and (p_after is null or s.account_id > p_after)
 order by s.account_id
 limit p_limit
$$;

grant execute on function accounts_behind_plan(uuid, integer) to ${app_role};
alter function accounts_behind_plan(uuid, integer) owner to ${definer_role};
