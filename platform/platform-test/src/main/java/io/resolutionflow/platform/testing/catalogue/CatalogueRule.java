package io.resolutionflow.platform.testing.catalogue;

/** One query a rule; each row is a finding as a sentence. */
enum CatalogueRule {
    ACCOUNT_IS_NEVER_EMPTY(
            """
            select 'table ' || relname || ' allows rows without an account' from tenant_tables
              join pg_attribute a on a.attrelid = oid and a.attname = 'account_id' where not a.attnotnull
            """),
    ROW_SECURITY_IS_FORCED(
            """
            select 'table ' || relname || ' has no forced row security' from tenant_tables
             where not (relrowsecurity and relforcerowsecurity)
            """),
    EVERY_TENANT_TABLE_HAS_THE_POLICY(
            """
            select 'table ' || relname || ' has no tenant policy' from tenant_tables t
             where not exists (select from pg_policy p where p.polrelid = t.oid and p.polroles = '{0}' and p.polpermissive and p.polcmd = '*'
                                  and pg_get_expr(p.polqual, t.oid) = predicate and pg_get_expr(p.polwithcheck, t.oid) = predicate)
            """),
    NO_OTHER_POLICY_OPENS_A_TABLE(
            """
            select 'policy ' || p.polname || ' on ' || relname || ' opens it to more than its account' from tenant_tables t join pg_policy p on p.polrelid = t.oid
             where p.polpermissive and p.polroles <> array[(select oid from pg_roles where rolname = ':definer')]
               and not (p.polroles = '{0}' and coalesce(pg_get_expr(p.polqual, t.oid), predicate) = predicate
                        and coalesce(pg_get_expr(p.polwithcheck, t.oid), predicate) = predicate)
            """),
    UNIQUE_KEYS_BEGIN_WITH_THE_ACCOUNT(
            """
            select 'unique index ' || i.indexrelid::regclass || ' tells one account what another has' from tenant_tables t join pg_index i on i.indrelid = t.oid
             where i.indisunique and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0] and a.attname = 'account_id')
            """),
    REFERENCES_STAY_INSIDE_THE_ACCOUNT(
            """
            select 'foreign key ' || c.conname || ' of ' || t.relname || ' may point into another account' from tenant_tables t
              join pg_constraint c on c.conrelid = t.oid and c.contype = 'f' join tenant_tables other on other.oid = c.confrelid
              join pg_attribute a on a.attrelid = t.oid and a.attname = 'account_id' where not a.attnum = any (c.conkey)
            """),
    THE_SERVICE_WRITES_NO_TABLE_OF_EVERYBODY(
            """
            select 'table ' || c.relname || ' belongs to no account and the service may write it' from relations c
             where c.relkind in ('r', 'p') and c.oid not in (select oid from tenant_tables)
               and has_table_privilege(':app', c.oid, 'insert, update, delete')
            """),
    THE_SERVICE_MAY_ONLY_READ_AND_WRITE_ROWS(
            """
            select 'the service may truncate, reference or put triggers on ' || c.relname from relations c
             where c.relkind in ('r', 'p') and has_table_privilege(':app', c.oid, 'truncate, references, trigger')
            """),
    VIEWS_ASK_AS_THEIR_READER(
            """
            select 'view ' || c.relname || ' is not security_invoker: it reads with the rights of its owner' from relations c
             where c.relkind = 'v' and not coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1)', false)
            """),
    NO_MATERIALIZED_VIEWS(
            """
            select 'materialized view ' || c.relname || ' has no row security' from relations c where c.relkind = 'm'
            """),
    ROLES_HAVE_NO_POWERS(
            """
            select 'role ' || rolname || ' may pass row security or administer the server' from pg_roles
             where rolname in (':app', ':owner', ':definer') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
            """),
    THE_DEFINER_ROLE_NEVER_LOGS_IN(
            """
            select 'role ' || rolname || ' may log in' from pg_roles where rolname = ':definer' and rolcanlogin
            """),
    THE_SERVICE_BECOMES_NOBODY_ELSE(
            """
            select 'role :app is a member of ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
             where m.member = (select oid from pg_roles where rolname = ':app')
            """),
    THE_SERVICE_OWNS_NOTHING(
            """
            select 'role :app owns ' || c.relname from relations c where pg_get_userbyid(c.relowner) = ':app'
            union all select 'role :app owns function ' || f.proname from functions f where pg_get_userbyid(f.proowner) = ':app'
            union all select 'role :app may create objects in the schema' where has_schema_privilege(':app', ':schema', 'create')
            """),
    DEFINER_FUNCTIONS_BELONG_TO_THE_DEFINER_ROLE(
            """
            select 'function ' || f.proname || ' runs with the rights of ' || pg_get_userbyid(f.proowner) from functions f
             where f.prosecdef and pg_get_userbyid(f.proowner) <> ':definer'
            """),
    DEFINER_FUNCTIONS_PIN_THEIR_SEARCH_PATH(
            """
            select 'function ' || f.proname || ' does not pin its search_path' from functions f
             where f.prosecdef and not coalesce(exists (select from unnest(f.proconfig) setting
                                                         where setting ~ '^search_path=:schema, (public, )?pg_temp$'), false)
            """),
    DEFINER_FUNCTIONS_ARE_FOR_THE_SERVICE_ALONE(
            """
            select 'function ' || f.proname || ' may be executed by everybody' from functions f
             where f.prosecdef and exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a where a.grantee = 0)
            """);

    /** What every rule may ask: the schema's relations, functions and tenant tables. */
    private static final String COMMON =
            """
            with relations as (select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ':schema'),
                 functions as (select p.* from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ':schema'),
                 tenant_tables as (select c.*,
                                          '(account_id = (NULLIF(current_setting(''app.account_id''::text, true), ''''::text))::uuid)' as predicate
                                     from relations c where c.relkind in ('r', 'p')
                                      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped))
            """;

    private final String query;

    CatalogueRule(String query) {
        this.query = query;
    }

    String sql() {
        return COMMON + query;
    }
}
