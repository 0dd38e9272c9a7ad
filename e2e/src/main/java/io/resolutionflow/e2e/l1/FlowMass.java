package io.resolutionflow.e2e.l1;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Many flows of many accounts, filled in past the service: what is measured is the search, not the
 * authoring. Accounts and flows are made anew for each run and taken away after it.
 */
final class FlowMass implements AutoCloseable {

    private static final int BASES = 2_000;
    private static final int HEADS = 3;
    private static final int NODES = 4;

    private final Connection database;
    private final List<UUID> accounts;

    /**
     * @param accounts the first one gets the largest share
     */
    FlowMass(Connection database, int accounts) {
        this.database = database;
        this.accounts = IntStream.range(0, accounts).mapToObj(i -> UUID.randomUUID()).toList();
    }

    List<UUID> accounts() {
        return accounts;
    }

    /** The rest of the flows is spread so that small and middling accounts are both there. */
    void fill(int flows, int largest) throws SQLException {
        run("set search_path = l1, public");
        run(
                """
                create temp table base as
                select n, l2_normalize((select array_agg(random() - 0.5 + 0 * n + 0 * d) from generate_series(1, 384) d)::vector(384)) as v
                  from generate_series(1, %d) n
                """
                        .formatted(BASES));
        run("create index on base (n)");
        run(
                "create temp table word as select n, 'w' || substr(md5(n::text), 1, 7) as w from generate_series(1, 5000) n");
        run("create index on word (n)");
        int left = flows - largest;
        long shares = IntStream.range(1, accounts.size()).mapToLong(i -> i).sum();
        for (int i = 0; i < accounts.size(); i++) {
            int size =
                    i == 0
                            ? largest
                            : (int)
                                    Math.max(
                                            1, Math.round((double) left * i / Math.max(1, shares)));
            account(accounts.get(i), size);
        }
        if (count("flow") < flows * 9 / 10) {
            throw new IllegalStateException("only " + count("flow") + " flows were made");
        }
        run("vacuum analyze flow");
        run("vacuum analyze flow_text");
        run("vacuum analyze flow_vector");
        // what was filled in is written by whoever filled it in, not by who searches
        run("checkpoint");
    }

    private void account(UUID account, int size) throws SQLException {
        run(
                """
                create temp table made as
                select gen_random_uuid() as id, i as n, 'Flow ' || string_agg(w.w, ' ') as title, string_agg(w.w, ' ') as words
                  from generate_series(1, %d) i
                  join word w on w.n in ((i * 7919 + %d) %% 5000 + 1, (i * 104729) %% 5000 + 1, (i * 31 + 17) %% 5000 + 1)
                 group by i
                """
                        .formatted(size, Math.floorMod(account.hashCode(), 5000)));
        run(
                """
                insert into flow (account_id, id, slug, status, published_version_no, author_id, author_name, created_at, updated_at)
                select '%s', id, 'mass-' || n, 'published', 1, id, 'Bench', now(), now() from made
                """
                        .formatted(account));
        run(
                """
                insert into flow_version (account_id, flow_id, version_no, content, title, category, checksum, published_at, published_by,
                                          published_by_name)
                select '%s', id, 1, jsonb_build_object('slug', 'mass-' || n, 'title', title, 'category', 'other', 'keywords', jsonb_build_array(words),
                           'tags', jsonb_build_array(), 'start', 'a', 'nodes', jsonb_build_array(jsonb_build_object('id', 'a', 'type', 'resolve',
                           'text', title, 'options', jsonb_build_array()))), title, 'other', md5(title), now(), id, 'Bench' from made
                """
                        .formatted(account));
        run(
                """
                insert into flow_text (account_id, flow_id, search, near)
                select '%s', id, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', words), 'B'), words from made
                """
                        .formatted(account));
        run(
                """
                insert into flow_vector (account_id, flow_id, position, kind, node_id, model, model_version, embedding)
                select '%s', m.id, p, case when p <= %2$d then 'head' else 'node' end, case when p > %2$d then 'n' || p end, '%3$s', 'bench',
                       l2_normalize(a.v + b.v)
                  from made m cross join generate_series(1, %4$d) p
                  join base a on a.n = (abs(hashtext(m.id::text)) %% %5$d) + 1
                  join base b on b.n = (abs(hashtext(m.id::text || p)) %% %5$d) + 1
                """
                        .formatted(account, HEADS, IntakeBench.MODEL, HEADS + NODES, BASES));
        run("drop table made");
    }

    @Override
    public void close() throws SQLException {
        String own =
                String.join(",", accounts.stream().map(account -> "'" + account + "'").toList());
        for (String table : List.of("flow_vector", "flow_text", "flow_version", "flow")) {
            run("delete from l1." + table + " where account_id in (" + own + ")");
        }
        database.close();
    }

    private long count(String table) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
