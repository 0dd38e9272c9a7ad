-- The statements of ServiceDatabase (module platform-core) without passwords: CloudNativePG sets those from Secrets.
-- A test compares the two.

-- session
select pg_advisory_lock(724011);
create extension if not exists vector schema public;
create extension if not exists pg_trgm schema public;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_session_owner') then create role rf_session_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_session_app') then create role rf_session_app; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_session_definer') then create role rf_session_definer; end if; end $$;
alter role rf_session_owner login nobypassrls;
alter role rf_session_app login nobypassrls;
alter role rf_session_definer nologin nobypassrls;
grant rf_session_definer to rf_session_owner with inherit false, set true;
create schema if not exists session authorization rf_session_owner;
grant usage on schema session to rf_session_app;
grant usage, create on schema session to rf_session_definer;
grant usage on schema public to rf_session_app, rf_session_owner, rf_session_definer;
alter role rf_session_owner set search_path = session, public;
alter role rf_session_app set search_path = session, public;
alter default privileges for role rf_session_owner in schema session grant select, insert, update, delete on tables to rf_session_app;
alter default privileges for role rf_session_owner in schema session grant usage, select on sequences to rf_session_app;
alter default privileges for role rf_session_owner revoke execute on functions from public;
alter default privileges for role rf_session_definer revoke execute on functions from public;
select pg_advisory_unlock(724011);

-- l1
select pg_advisory_lock(724011);
create extension if not exists vector schema public;
create extension if not exists pg_trgm schema public;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_l1_owner') then create role rf_l1_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_l1_app') then create role rf_l1_app; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_l1_definer') then create role rf_l1_definer; end if; end $$;
alter role rf_l1_owner login nobypassrls;
alter role rf_l1_app login nobypassrls;
alter role rf_l1_definer nologin nobypassrls;
grant rf_l1_definer to rf_l1_owner with inherit false, set true;
create schema if not exists l1 authorization rf_l1_owner;
grant usage on schema l1 to rf_l1_app;
grant usage, create on schema l1 to rf_l1_definer;
grant usage on schema public to rf_l1_app, rf_l1_owner, rf_l1_definer;
alter role rf_l1_owner set search_path = l1, public;
alter role rf_l1_app set search_path = l1, public;
alter default privileges for role rf_l1_owner in schema l1 grant select, insert, update, delete on tables to rf_l1_app;
alter default privileges for role rf_l1_owner in schema l1 grant usage, select on sequences to rf_l1_app;
alter default privileges for role rf_l1_owner revoke execute on functions from public;
alter default privileges for role rf_l1_definer revoke execute on functions from public;
select pg_advisory_unlock(724011);

-- handoff
select pg_advisory_lock(724011);
create extension if not exists vector schema public;
create extension if not exists pg_trgm schema public;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_handoff_owner') then create role rf_handoff_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_handoff_app') then create role rf_handoff_app; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_handoff_definer') then create role rf_handoff_definer; end if; end $$;
alter role rf_handoff_owner login nobypassrls;
alter role rf_handoff_app login nobypassrls;
alter role rf_handoff_definer nologin nobypassrls;
grant rf_handoff_definer to rf_handoff_owner with inherit false, set true;
create schema if not exists handoff authorization rf_handoff_owner;
grant usage on schema handoff to rf_handoff_app;
grant usage, create on schema handoff to rf_handoff_definer;
grant usage on schema public to rf_handoff_app, rf_handoff_owner, rf_handoff_definer;
alter role rf_handoff_owner set search_path = handoff, public;
alter role rf_handoff_app set search_path = handoff, public;
alter default privileges for role rf_handoff_owner in schema handoff grant select, insert, update, delete on tables to rf_handoff_app;
alter default privileges for role rf_handoff_owner in schema handoff grant usage, select on sequences to rf_handoff_app;
alter default privileges for role rf_handoff_owner revoke execute on functions from public;
alter default privileges for role rf_handoff_definer revoke execute on functions from public;
select pg_advisory_unlock(724011);

-- psa
select pg_advisory_lock(724011);
create extension if not exists vector schema public;
create extension if not exists pg_trgm schema public;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_psa_owner') then create role rf_psa_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_psa_app') then create role rf_psa_app; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_psa_definer') then create role rf_psa_definer; end if; end $$;
alter role rf_psa_owner login nobypassrls;
alter role rf_psa_app login nobypassrls;
alter role rf_psa_definer nologin nobypassrls;
grant rf_psa_definer to rf_psa_owner with inherit false, set true;
create schema if not exists psa authorization rf_psa_owner;
grant usage on schema psa to rf_psa_app;
grant usage, create on schema psa to rf_psa_definer;
grant usage on schema public to rf_psa_app, rf_psa_owner, rf_psa_definer;
alter role rf_psa_owner set search_path = psa, public;
alter role rf_psa_app set search_path = psa, public;
alter default privileges for role rf_psa_owner in schema psa grant select, insert, update, delete on tables to rf_psa_app;
alter default privileges for role rf_psa_owner in schema psa grant usage, select on sequences to rf_psa_app;
alter default privileges for role rf_psa_owner revoke execute on functions from public;
alter default privileges for role rf_psa_definer revoke execute on functions from public;
select pg_advisory_unlock(724011);

-- ai
select pg_advisory_lock(724011);
create extension if not exists vector schema public;
create extension if not exists pg_trgm schema public;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_ai_owner') then create role rf_ai_owner; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_ai_app') then create role rf_ai_app; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'rf_ai_definer') then create role rf_ai_definer; end if; end $$;
alter role rf_ai_owner login nobypassrls;
alter role rf_ai_app login nobypassrls;
alter role rf_ai_definer nologin nobypassrls;
grant rf_ai_definer to rf_ai_owner with inherit false, set true;
create schema if not exists ai authorization rf_ai_owner;
grant usage on schema ai to rf_ai_app;
grant usage, create on schema ai to rf_ai_definer;
grant usage on schema public to rf_ai_app, rf_ai_owner, rf_ai_definer;
alter role rf_ai_owner set search_path = ai, public;
alter role rf_ai_app set search_path = ai, public;
alter default privileges for role rf_ai_owner in schema ai grant select, insert, update, delete on tables to rf_ai_app;
alter default privileges for role rf_ai_owner in schema ai grant usage, select on sequences to rf_ai_app;
alter default privileges for role rf_ai_owner revoke execute on functions from public;
alter default privileges for role rf_ai_definer revoke execute on functions from public;
select pg_advisory_unlock(724011);
