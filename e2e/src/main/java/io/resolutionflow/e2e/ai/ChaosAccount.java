package io.resolutionflow.e2e.ai;

import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An account of a chaos run: which limit it meets, and how its models behave.
 *
 * @param metric {@code none} for no limit at all
 * @param models allowed ones, in the order of the route
 */
record ChaosAccount(UUID id, String metric, long limit, List<String> models) {

    /** The route: what misbehaves comes first. */
    static final List<String> MODELS =
            List.of("sim-500-then-ok", "sim-cut", "sim-no-usage", "sim-ok");

    /** Tokens and micros of one usual answer of the simulator, at the prices of the run. */
    static final long TOKENS = 150;

    private static final long MICROS = 556;

    private static final List<String> METRICS =
            List.of(
                    "monthly_calls",
                    "daily_calls",
                    "monthly_tokens",
                    "monthly_cost_micros",
                    "monthly_tree_builds");
    private static final List<List<String>> ROUTES =
            List.of(
                    List.of("sim-ok"),
                    List.of("sim-500-then-ok", "sim-ok"),
                    List.of("sim-cut", "sim-ok"),
                    List.of("sim-no-usage"),
                    List.of("sim-500-then-ok", "sim-cut"));

    /**
     * @param calls about how many calls fit into its limit
     */
    static ChaosAccount limited(int n, long calls, SplittableRandom random) {
        String metric = METRICS.get(n % METRICS.size());
        long unit =
                switch (metric) {
                    case "monthly_tokens" -> TOKENS;
                    case "monthly_cost_micros" -> MICROS;
                    default -> 1;
                };
        // a hold is larger than what is used: with less than some of them nothing would ever start
        long limit = Math.max(calls * unit, 12 * unit) + random.nextInt(5);
        List<String> models = ROUTES.get(n / METRICS.size() % ROUTES.size());
        return new ChaosAccount(UUID.randomUUID(), metric, limit, models);
    }

    static ChaosAccount unlimited(String... models) {
        return new ChaosAccount(UUID.randomUUID(), "none", 0, List.of(models));
    }

    void create(LedgerFacts facts) throws SQLException {
        facts.account(id, metric, limit, models);
    }

    /** A new start: the quota may refuse it. */
    String body(int maxOutput, String text) {
        String task = metric.equals("monthly_tree_builds") ? "l1_next_node" : "chat_message";
        return AiCaller.BODY.formatted(task, maxOutput, text, "");
    }
}
