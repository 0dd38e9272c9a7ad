package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.chaos.Chaos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Random calls from many clients on two replicas, one of which is killed now and then. */
final class QuotaLoad {

    private static final int TRIES = 6;

    private final Chaos chaos;
    private final AiCaller caller;
    private final List<ChaosAccount> accounts;
    private final Told told;
    private final Path log;
    private final List<AiGatewayProcess> replicas = new ArrayList<>();

    QuotaLoad(Chaos chaos, AiCaller caller, List<ChaosAccount> accounts, Told told, Path log) {
        this.chaos = chaos;
        this.caller = caller;
        this.accounts = accounts;
        this.told = told;
        this.log = log;
    }

    void run(int schedules, int clients, int kills) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            replicas.add(start());
        }
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < schedules; i++) {
                SplittableRandom own = new SplittableRandom(chaos.random().nextLong());
                running.add(
                        threads.submit(() -> {
                            schedule(own);
                            return null;
                        }));
            }
            int every = Math.max(1, schedules / (kills + 1));
            for (int i = 0; i < schedules; i++) {
                running.get(i).get();
                if (i % every == every - 1 && i / every < kills) {
                    killOne(i / every % 2);
                }
            }
        } finally {
            replicas.forEach(AiGatewayProcess::close);
        }
        chaos.report()
                .fact("schedules, seconds", schedules + ", " + (System.nanoTime() - began) / 1e9);
    }

    private AiGatewayProcess start() throws IOException, InterruptedException {
        return AiGatewayProcess.start(chaos.stack(), log, ChaosAccount.MODELS, "");
    }

    private void killOne(int which) throws Exception {
        AiGatewayProcess victim;
        synchronized (replicas) {
            victim = replicas.get(which);
        }
        victim.kill();
        AiGatewayProcess fresh = start();
        synchronized (replicas) {
            replicas.set(which, fresh);
        }
    }

    private int port(SplittableRandom random) {
        synchronized (replicas) {
            return replicas.get(random.nextInt(2)).port();
        }
    }

    private void schedule(SplittableRandom random) throws InterruptedException {
        ChaosAccount account = accounts.get(random.nextInt(accounts.size()));
        String key = UUID.randomUUID().toString();
        String body = account.body(random.nextInt(300, 900), "text " + random.nextLong());
        boolean again = random.nextInt(5) == 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                var answer = caller.complete(port(random), account.id(), key, body);
                if (answer.statusCode() == 200) {
                    told.answered(account.id(), key, body, answer);
                    if (!again) {
                        return;
                    }
                    // a caller that lost the answer asks once more, perhaps the other replica
                    again = false;
                } else if (answer.statusCode() == 429) {
                    told.refusal();
                    return;
                }
            } catch (IOException crashed) {
                // the same key again, perhaps at the other replica
            }
            Thread.sleep(random.nextInt(50, 400));
        }
    }
}
