package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random concurrent calls of every outcome on two replicas that are killed meanwhile, then each
 * named crash point in turn: nothing overspent, nothing left reserved, nothing settled lost.
 * Settings: {@code schedules}, {@code accounts}, {@code clients}, {@code kills}, {@code points}
 * (how many of the eight), {@code rounds} (how often each).
 */
public final class QuotaChaos implements ChaosRun {

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public String about() {
        return "random calls and kills: nothing overspent, nothing leaked, nothing settled lost";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        var settings = chaos.settings();
        int schedules = settings.number("schedules", 10_000);
        int count = settings.number("accounts", 50);
        int clients = settings.number("clients", 64);
        int kills = settings.number("kills", 10);
        int points = settings.number("points", CrashPoints.ALL.size());
        int rounds = settings.number("rounds", 1);
        Path log = Files.createTempFile("ai-gateway", ".log");
        var facts = new LedgerFacts(chaos.stack());
        var caller = new AiCaller(chaos.stack());
        var models = new SimulatorLog(chaos.stack());
        var told = new Told();
        for (String model : ChaosAccount.MODELS) {
            facts.price(model);
        }
        var random = new SplittableRandom(chaos.random().nextLong());
        var accounts = new ArrayList<ChaosAccount>();
        for (int i = 0; i < count; i++) {
            var account = ChaosAccount.limited(i, Math.max(4, schedules / count / 2), random);
            account.create(facts);
            accounts.add(account);
        }
        new QuotaLoad(chaos, caller, List.copyOf(accounts), told, log)
                .run(schedules, clients, kills);
        new CrashPoints(chaos, caller, facts, accounts, told, log).run(points, rounds);
        chaos.report().fact("answers given", told.answers().size());
        chaos.report().fact("refused by quota", told.refused());
        new QuotaVerdict(chaos, facts, models, caller, accounts, told).check(log);
    }
}
