package io.resolutionflow.e2e.sessions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Fills the database with sessions of 200 accounts, in bulk and past the service; one account is
 * the measured person's own. Everything is taken out again.
 */
final class SessionStock implements AutoCloseable {

    /** How the stock is told from people's own sessions. */
    private static final String MARK = "Bench client";

    private final Connection database;
    private final UUID account;
    private final UUID user;
    private final int accounts;

    /**
     * @param model as the running service embeds, so that its job leaves the stock alone
     */
    SessionStock(Connection database, Person person, int accounts, Model model)
            throws SQLException {
        this.database = database;
        this.account = person.account();
        this.user = person.user();
        this.accounts = accounts;
        prepare(model);
    }

    record Person(UUID account, UUID user) {}

    record Model(String name, String version) {}

    private void prepare(Model model) throws SQLException {
        run("set search_path = session, public");
        // no triggers and no foreign keys while filling: the stock is consistent by itself
        run("set session_replication_role = replica");
        run(
                "create temp table bench_account as select g as n, case when g = 0 then '%s'::uuid else gen_random_uuid() end as id from generate_series(0, %d) g"
                        .formatted(account, accounts - 1));
        run(
                """
                create temp table bench_user as
                select a.n as account_n, g as n, case when a.n = 0 and g = 0 then '%s'::uuid else gen_random_uuid() end as id
                  from bench_account a, generate_series(0, 19) g\
                """
                        .formatted(user));
        run(
                """
                create temp table bench_word as
                select g as n, (array['outlook','printer','vpn','teams','onedrive','password','certificate','network','driver','license','mailbox','monitor',
                                      'docking','update','backup','firewall','browser','excel','scanner','account'])[1 + g % 20]
                               || case when g < 20 then '' else g::text end as word from generate_series(0, 1999) g\
                """);
        run(
                """
                create temp table bench_vector as
                select g as n, (select ('[' || string_agg((random() - 0.5 + i * 0)::real::text, ',') || ']')::vector from generate_series(1, 384 + g * 0) i) as v
                  from generate_series(0, 1999) g\
                """);
        run("create temp table bench_session (n int primary key, id uuid, account_id uuid)");
        run(
                "create temp table bench_model as select '%s'::text as name, '%s'::text as version"
                        .formatted(model.name(), model.version()));
    }

    /** Tops the stock up. Words and vectors are drawn by hash: each account and person has all. */
    void growTo(int sessions) throws SQLException {
        run("create temp sequence if not exists bench_seq minvalue 0 start 0");
        run(
                """
                insert into bench_session
                select g, gen_random_uuid(), a.id
                  from generate_series((select coalesce(max(n) + 1, 0) from bench_session), %d) g join bench_account a on a.n = g %% %d\
                """
                        .formatted(sessions - 1, accounts));
        String fresh =
                "bench_session b join bench_account a on a.id = b.account_id where not exists (select 1 from %s x where x.account_id = b.account_id and x.%s = b.id)";
        run(
                """
                insert into ai_session (account_id, id, created_at, updated_at, owner_id, owner_name, handler_id, handler_name, session_type, origin, title,
                                        title_automatic, status, intake_type, intake_content, problem_summary, problem_domain, client_name, asset_name,
                                        state_version, resolved_at, resolution_summary, search_text)
                select b.account_id, b.id, t.at, t.at, u.id, 'Bench', u.id, 'Bench', 'chat', 'direct',
                       w1.word || ' does not work with ' || w2.word, false, case when b.n %% 3 = 0 then 'resolved' else 'active' end, 'free_text',
                       '{"text": null, "log": null, "upload_ids": [], "client_name": null, "contact_name": null, "asset_name": null}',
                       w1.word || ' fails after ' || w3.word, 'other', '%s ' || b.n %% 500, 'PC-' || b.n, 1,
                       case when b.n %% 3 = 0 then t.at end, case when b.n %% 3 = 0 then 'Repaired ' || w1.word end,
                       w1.word || ' ' || w2.word || ' ' || w3.word || ' was checked, restarted and told to the user in several steps of work'
                  from (select b.*, a.n as account_n from %s) b
                  cross join lateral (select now() - make_interval(secs => b.n * 20) as at, hashint4(b.n)::bigint + 2147483648 as mixed) t
                  join bench_user u on u.account_n = b.account_n and u.n = case when (b.n / %3$d) %% 2 = 0 then 0 else (b.n / %3$d) %% 20 end
                  join bench_word w1 on w1.n = t.mixed * 7 %% 20 join bench_word w2 on w2.n = t.mixed * 13 %% 2000 join bench_word w3 on w3.n = t.mixed * 31 %% 2000\
                """
                        .formatted(MARK, fresh.formatted("ai_session", "id"), accounts));
        run(
                """
                insert into session_participant (account_id, id, session_id, user_id, relation, since, session_created_at)
                select s.account_id, gen_random_uuid(), s.id, s.owner_id, r.relation, s.created_at, s.created_at
                  from ai_session s join bench_session b on b.account_id = s.account_id and b.id = s.id, (values ('owner'), ('handler')) r (relation)
                 where not exists (select 1 from session_participant p where p.account_id = s.account_id and p.session_id = s.id)\
                """);
        run(
                """
                insert into session_embedding (account_id, session_id, embedding, model, model_version, source_hash, state, due_at, updated_at)
                select b.account_id, b.id, v.v, m.name, m.version, 'bench', 'ready', now(), now()
                  from bench_session b join bench_vector v on v.n = (hashint4(b.n)::bigint + 2147483648) * 17 % 2000, bench_model m
                 where not exists (select 1 from session_embedding e where e.account_id = b.account_id and e.session_id = b.id)\
                """);
        run(
                """
                insert into session_shared_summary (account_id, session_id, problem, resolution, domain, resolved_on)
                select s.account_id, s.id, s.problem_summary, s.resolution_summary, s.problem_domain, current_date
                  from ai_session s join bench_session b on b.account_id = s.account_id and b.id = s.id where s.status = 'resolved'
                    on conflict do nothing\
                """);
        for (String table :
                new String[] {
                    "ai_session",
                    "session_participant",
                    "session_embedding",
                    "session_shared_summary"
                }) {
            run("vacuum analyze session." + table);
        }
        // what was filled in is written by whoever filled it in, not by who searches
        run("checkpoint");
    }

    /** Gives one of the measured person's sessions so many steps; returns its id. */
    UUID longOne(int steps) throws SQLException {
        UUID id = anyOfMine(1);
        run(
                """
                insert into session_step (account_id, id, session_id, step_order, step_type, content, state, response, confidence_tier, confidence_score, created_at)
                select '%s', gen_random_uuid(), '%s', g, 'question', jsonb_build_object('text', 'Does step ' || g || ' of the runbook show the same error?'), 'answered',
                       jsonb_build_object('selected_option', 'yes', 'selected_label', 'Yes', 'free_text', null, 'skipped', false, 'responded_by', '%s',
                                          'responded_by_name', 'Bench', 'responded_at', now()), 'exploring', 0.6, now()
                  from generate_series(1, %d) g\
                """
                        .formatted(account, id, user, steps));
        return id;
    }

    UUID anyOfMine(int which) throws SQLException {
        try (var statement =
                database.prepareStatement(
                        "select id from ai_session where account_id = ? and owner_id = ? and client_name like ? order by id offset ? limit 1")) {
            statement.setObject(1, account);
            statement.setObject(2, user);
            statement.setString(3, MARK + "%");
            statement.setInt(4, which);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (String table :
                new String[] {
                    "session_step",
                    "session_participant",
                    "session_embedding",
                    "session_shared_summary"
                }) {
            run(
                    "delete from %s x using bench_session b where x.account_id = b.account_id and x.session_id = b.id"
                            .formatted(table));
        }
        run(
                "delete from ai_session x using bench_session b where x.account_id = b.account_id and x.id = b.id");
        run("vacuum analyze session.ai_session");
        database.close();
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
