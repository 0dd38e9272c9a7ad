package io.resolutionflow.e2e.l1;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.report.Latencies;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code rf bench intake}: how good matching is under cross-validation, and how quick the search is
 * with many flows of many accounts, beside the embedding.
 */
public final class IntakeBench implements Benchmark {

    static final String MODEL = "all-minilm-l6-v2";
    private static final int WANTED = 10;
    private static final int CANDIDATES = 20;
    private static final int WARM_UPS = 3;
    private static final int STEPS = 3;
    private static final String SAID = "vpn says connected but the shared drive does not open";

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String about() {
        return "matching quality under cross-validation; search among many flows"
                + " (flows 100000, accounts 200, largest 5000, queries 300, intakes 15)";
    }

    @Override
    public void run(Bench bench) throws Exception {
        Settings settings = bench.settings();
        Report report = bench.report();
        int flows = settings.number("flows", 100_000);
        int accounts = settings.number("accounts", 200);
        int largest = settings.number("largest", 5_000);
        int queries = settings.number("queries", 300);
        int intakes = settings.number("intakes", 15);
        new MatchingQuality(report).measure();
        report.fact("flows", flows);
        report.fact("accounts", accounts);
        report.fact("largest account", largest);
        try (var mass = new FlowMass(bench.stack().database(), accounts);
                Connection reader = bench.stack().database()) {
            mass.fill(flows, largest);
            reader.setAutoCommit(false);
            searches(reader, mass.accounts(), queries, report);
        }
        wholeIntake(bench, intakes, report);
    }

    private static void searches(Connection reader, List<UUID> accounts, int queries, Report report)
            throws SQLException {
        var largest = new Latencies();
        var all = new Latencies();
        double recall = 0;
        int compared = 0;
        int shortLists = 0;
        try (var role = reader.createStatement()) {
            role.execute("set role rf_l1_app");
            role.execute("set search_path = l1, public");
        }
        // each search is rolled back, and would take the role with it
        reader.commit();
        for (int i = -20; i < queries; i++) {
            UUID account = accounts.get(i % 2 == 0 ? 0 : Math.floorMod(i * 31, accounts.size()));
            bind(reader, account);
            Query query = query(reader);
            long start = System.nanoTime();
            List<String> found = found(reader, query);
            long took = System.nanoTime() - start;
            List<String> exact = exact(reader, query);
            reader.rollback();
            if (i < 0) {
                continue;
            }
            all.add(took);
            if (account.equals(accounts.getFirst())) {
                largest.add(took);
            }
            int possible = Math.min(WANTED, exact.size());
            shortLists += found.size() < possible ? 1 : 0;
            var known = new HashSet<>(found.subList(0, Math.min(WANTED, found.size())));
            recall +=
                    exact.stream().limit(WANTED).filter(known::contains).count()
                            / (double) Math.max(1, possible);
            compared++;
        }
        report.atMost(25, "search, largest account, p99", largest.percentile(99), "ms");
        report.atMost(25, "search, accounts of all sizes, p99", all.percentile(99), "ms");
        all.report(report, "search, accounts of all sizes,");
        report.atLeast(0.95, "recall@10 against exact search", recall / compared, "");
        report.atMost(0, "lists shorter than they could be", shortLists, "");
    }

    private record Query(String vector, String words) {}

    private static void bind(Connection reader, UUID account) throws SQLException {
        try (var bind = reader.prepareStatement("select set_config('app.account_id', ?, true)")) {
            bind.setString(1, account.toString());
            bind.execute();
        }
    }

    /** Something between two of the account's flows, with the words of one. */
    private static Query query(Connection reader) throws SQLException {
        try (var statement = reader.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                -- drawn once: a join may run a subquery again for each row, and draw another
                                with f as materialized (select id from flow order by random() limit 1),
                                     g as materialized (select id from flow order by random() limit 1)
                                select l2_normalize(x.embedding + y.embedding)::text,
                                       (select string_agg(w, ' | ') from regexp_split_to_table(t.near, ' ') w)
                                  from f cross join g
                                  join flow_vector x on x.flow_id = f.id and x.position = 1
                                  join flow_vector y on y.flow_id = g.id and y.position = 2
                                  join flow_text t on t.flow_id = f.id
                                """)) {
            if (!rows.next()) {
                throw new IllegalStateException("the account has no flow to ask for");
            }
            return new Query(rows.getString(1), rows.getString(2));
        }
    }

    private static List<String> found(Connection reader, Query query) throws SQLException {
        try (var search =
                reader.prepareStatement(
                        "select flow_id::text from match_flows(?::vector, ?, ?, ?, ?) where source = 'account' order by head_cosine desc")) {
            search.setString(1, query.vector());
            search.setString(2, query.words());
            search.setString(3, query.words().replace(" | ", " "));
            search.setString(4, MODEL);
            search.setInt(5, CANDIDATES);
            return texts(search.executeQuery());
        }
    }

    /** Every head of the account compared, under the row policy, without the function. */
    private static List<String> exact(Connection reader, Query query) throws SQLException {
        try (var search =
                reader.prepareStatement(
                        """
                        select flow_id::text from flow_vector where kind = 'head' and model = ?
                         group by flow_id order by min(embedding <=> ?::vector) limit ?
                        """)) {
            search.setString(1, MODEL);
            search.setString(2, query.vector());
            search.setInt(3, WANTED);
            return texts(search.executeQuery());
        }
    }

    private static List<String> texts(java.sql.ResultSet rows) throws SQLException {
        var texts = new ArrayList<String>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    /**
     * Whole calls through the gateway, the intake with its embedding; 20 intakes a minute are a
     * person's limit.
     */
    private static void wholeIntake(Bench bench, int intakes, Report report) {
        Person lee = bench.stack().gateway().signIn("l1@acme.test");
        var whole = new Latencies();
        var steps = new Latencies();
        for (int i = 0; i < Math.min(intakes, 18); i++) {
            boolean warm = i >= WARM_UPS;
            long start = System.nanoTime();
            Answer taken =
                    lee.post(
                            "/api/v1/l1/intake", Map.of("problem_statement", SAID + ", call " + i));
            if (taken.is(200) && warm) {
                whole.add(System.nanoTime() - start);
            }
            if (!taken.text("/session_id").isEmpty()) {
                String walk = "/api/v1/l1/sessions/" + taken.text("/session_id");
                walk(lee, walk, warm ? steps : new Latencies());
                lee.post(walk + "/abandon", Map.of("reason", "other"));
            }
        }
        report.atMost(500, "POST /l1/intake p95, warm", whole.percentile(95), "ms");
        report.fact("steps", steps.count());
        report.atMost(100, "POST step p95, warm", steps.percentile(95), "ms");
    }

    /** The first answer to each question, until there is none. */
    private static void walk(Person lee, String walk, Latencies into) {
        Answer now = lee.get(walk);
        for (int n = 0; n < STEPS && now.is(200); n++) {
            String answer = now.text("/current_node/options/0/value");
            if (answer.isEmpty()) {
                return;
            }
            Map<String, Object> step =
                    Map.of(
                            "node_id",
                            now.text("/current_node/id"),
                            "answer",
                            answer,
                            "version",
                            now.json().at("/version").asInt());
            long start = System.nanoTime();
            now = lee.post(walk + "/step", step);
            if (now.is(200)) {
                into.add(System.nanoTime() - start);
            }
        }
    }
}
