package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.chaos.Chaos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Each named point of contract-ai §6.6: a process armed with it, and a crowd of calls that succeed,
 * are retried, fail and wait in line for one hot account, until it dies.
 */
final class CrashPoints {

    static final List<String> ALL =
            List.of(
                    "ai.after-reserve",
                    "ai.after-attempt-row",
                    "ai.after-sending",
                    "ai.after-first-event",
                    "ai.after-last-event",
                    "ai.after-settle",
                    "ai.during-release",
                    "ai.during-group-commit");
    private static final int HOT = 12;
    private static final int OTHERS = 4;
    private static final long DIES = 60;

    private final Chaos chaos;
    private final AiCaller caller;
    private final LedgerFacts facts;
    private final List<ChaosAccount> accounts;
    private final Told told;
    private final Path log;

    /**
     * @param accounts those of the crowds are added
     */
    CrashPoints(
            Chaos chaos,
            AiCaller caller,
            LedgerFacts facts,
            List<ChaosAccount> accounts,
            Told told,
            Path log) {
        this.chaos = chaos;
        this.caller = caller;
        this.facts = facts;
        this.accounts = accounts;
        this.told = told;
        this.log = log;
    }

    void run(int points, int rounds) throws Exception {
        for (String point : ALL.subList(0, Math.min(points, ALL.size()))) {
            int died = 0;
            for (int round = 0; round < rounds; round++) {
                died += kill(point) ? 1 : 0;
            }
            chaos.report().check(point, died == rounds, "killed " + died + " of " + rounds);
        }
    }

    private boolean kill(String point) throws Exception {
        var hot = ChaosAccount.unlimited("sim-ok");
        var retried = ChaosAccount.unlimited("sim-500-then-ok");
        var failing = ChaosAccount.unlimited("sim-cut");
        var crowd = new ArrayList<ChaosAccount>();
        for (ChaosAccount one : List.of(hot, retried, failing)) {
            one.create(facts);
            accounts.add(one);
            for (int i = 0; i < (one == hot ? HOT : OTHERS); i++) {
                crowd.add(one);
            }
        }
        try (var armed = AiGatewayProcess.start(chaos.stack(), log, ChaosAccount.MODELS, point)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                crowd.forEach(one ->
                        threads.submit(() -> {
                            call(armed.port(), one);
                            return null;
                        }));
            }
            return armed.ends(DIES);
        }
    }

    private void call(int port, ChaosAccount account) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        String body = account.body(300, "point " + key);
        try {
            var answer = caller.complete(port, account.id(), key, body);
            if (answer.statusCode() == 200) {
                told.answered(account.id(), key, body, answer);
            }
        } catch (IOException died) {
            // what it was doing is looked at afterwards
        }
    }
}
