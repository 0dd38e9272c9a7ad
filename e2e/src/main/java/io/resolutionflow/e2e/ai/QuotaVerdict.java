package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.client.Json;
import io.resolutionflow.e2e.report.Report;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What must be true of the ledger whatever happened, against callers and the simulator. */
final class QuotaVerdict {

    private static final long LEASE_AND_MORE_MS = 90_000;
    private static final int ASKED_AGAIN = 200;

    private final Chaos chaos;
    private final Report report;
    private final LedgerFacts facts;
    private final SimulatorLog models;
    private final AiCaller caller;
    private final List<ChaosAccount> accounts;
    private final Told told;
    private final List<UUID> ids;

    QuotaVerdict(
            Chaos chaos,
            LedgerFacts facts,
            SimulatorLog models,
            AiCaller caller,
            List<ChaosAccount> accounts,
            Told told) {
        this.chaos = chaos;
        this.report = chaos.report();
        this.facts = facts;
        this.models = models;
        this.caller = caller;
        this.accounts = accounts;
        this.told = told;
        this.ids = accounts.stream().map(ChaosAccount::id).toList();
    }

    void check(Path log) throws Exception {
        try (var judge = AiGatewayProcess.start(chaos.stack(), log, ChaosAccount.MODELS, "")) {
            awaitLeases();
            windows();
            simulator();
            settled();
            replayed(judge.port());
        }
    }

    private void awaitLeases() throws Exception {
        long end = System.currentTimeMillis() + LEASE_AND_MORE_MS;
        while (held() > 0 && System.currentTimeMillis() < end) {
            Thread.sleep(500);
        }
        zero("no request is held after its lease", held());
    }

    private long held() throws SQLException {
        return facts.number(
                "select count(*) from ai.ai_request where account_id = any (?) and state = 'held'",
                ids);
    }

    private void windows() throws SQLException {
        zero(
                "no reservation is leaked",
                facts.number(
                        "select coalesce(sum(calls_reserved + tokens_reserved + cost_reserved + tree_builds_reserved), 0) from ai.quota_window where account_id = any (?)",
                        ids));
        for (String metric :
                accounts.stream().map(ChaosAccount::metric).distinct().sorted().toList()) {
            if (!metric.equals("none")) {
                limit(metric);
            }
        }
        zero(
                "nothing was excused",
                facts.number(
                        "select coalesce(sum(calls_excused + tokens_excused + cost_excused + tree_builds_excused), 0) from ai.quota_window where account_id = any (?)",
                        ids));
        zero("windows differ from the ledger", facts.number(LedgerFacts.DIFFERENCES, ids));
    }

    /** Held against the limit that the run gave, not against what the window says of itself. */
    private void limit(String metric) throws SQLException {
        List<UUID> those =
                accounts.stream()
                        .filter(one -> one.metric().equals(metric))
                        .map(ChaosAccount::id)
                        .toList();
        String period = metric.equals("daily_calls") ? "daily" : "monthly";
        String used =
                switch (metric) {
                    case "monthly_tokens" -> "tokens_used";
                    case "monthly_cost_micros" -> "cost_used";
                    case "monthly_tree_builds" -> "tree_builds_used";
                    default -> "calls_used";
                };
        zero(
                metric + ": units overspent",
                facts.number(
                        "select coalesce(sum(greatest(w."
                                + used
                                + " - o.value, 0)), 0) from ai.quota_window w join ai.limit_override o on o.account_id = w.account_id and o.metric = '"
                                + metric
                                + "' where w.account_id = any (?) and w.period = '"
                                + period
                                + "'",
                        those));
        long met =
                facts.number(
                        "select count(distinct account_id) from ai.ai_request where account_id = any (?) and state = 'denied'",
                        those);
        report.check(metric + ": the limit was met", met > 0, met + " of " + those.size());
    }

    /** One row a call and one call a row, but for those that died between the two. */
    private void simulator() throws Exception {
        for (String model : ChaosAccount.MODELS) {
            List<JsonNode> calls = models.of(model);
            long rows = attempts(model, "true");
            long ended = attempts(model, "outcome <> 'expired'");
            report.check(
                    model + ": every call has its row",
                    ended <= calls.size() && calls.size() <= rows,
                    calls.size() + " calls, " + rows + " rows, " + (rows - ended) + " expired");
            long answered = SimulatorLog.answered(calls);
            long succeeded = attempts(model, "outcome = 'succeeded'");
            long expired = attempts(model, "outcome = 'expired'");
            boolean cut = model.equals("sim-cut");
            report.check(
                    model + ": answers counted are those it gave",
                    cut ? succeeded == 0 : succeeded <= answered && answered <= succeeded + expired,
                    answered
                            + " given, "
                            + succeeded
                            + " counted, "
                            + expired
                            + " lost in a crash");
        }
        long tokens =
                facts.number(
                        "select coalesce(sum(input_tokens + output_tokens), 0) from ai.ai_request where account_id = any (?) and state = 'settled' and usage_quality = 'exact'",
                        ids);
        long calls =
                facts.number(
                        "select count(*) from ai.ai_request where account_id = any (?) and state = 'settled' and usage_quality = 'exact'",
                        ids);
        report.check(
                "tokens are the simulator's own figures",
                tokens == calls * ChaosAccount.TOKENS,
                tokens + " of " + calls + " answers");
    }

    private long attempts(String model, String which) throws SQLException {
        return facts.number(
                "select count(*) from ai.ai_attempt where account_id = any (?) and model = '"
                        + model
                        + "' and "
                        + which,
                ids);
    }

    private void settled() throws SQLException {
        var answers = told.answers().stream().map(one -> UUID.fromString(one.requestId())).toList();
        long found =
                facts.number(
                        "select count(*) from ai.ai_request where id = any (?) and state = 'settled'",
                        answers);
        report.check(
                "every answer given is settled",
                found == answers.size() && found > 0,
                found + " of " + answers.size());
        zero(
                "keys settled twice",
                facts.number(
                        "select count(*) from (select 1 from ai.ai_request where account_id = any (?) and state = 'settled' group by account_id, task, idempotency_key having count(*) > 1) twice",
                        ids));
        report.check(
                "a key asked again says the same",
                told.differently() == 0 && told.repeated() > 0,
                told.differently() + " of " + told.repeated());
    }

    private void replayed(int port) throws Exception {
        int asked = 0;
        int same = 0;
        for (Told.Answer one : told.answers().stream().limit(ASKED_AGAIN).toList()) {
            var answer = caller.complete(port, one.account(), one.key(), one.body());
            JsonNode body = Json.read(answer.body());
            asked++;
            boolean replayed = body.path("replayed").asBoolean(false);
            same +=
                    replayed && body.path("request_id").asString("").equals(one.requestId())
                            ? 1
                            : 0;
        }
        report.check("answers are replayed afterwards", same == asked, same + " of " + asked);
    }

    private void zero(String what, long value) {
        report.check(what, value == 0, String.valueOf(value));
    }
}
