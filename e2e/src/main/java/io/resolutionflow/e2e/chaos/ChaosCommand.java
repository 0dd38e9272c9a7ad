package io.resolutionflow.e2e.chaos;

import io.resolutionflow.e2e.ai.QuotaChaos;
import io.resolutionflow.e2e.events.OutboxChaos;
import io.resolutionflow.e2e.gateway.KeycloakOutage;
import io.resolutionflow.e2e.handoffs.ClaimRace;
import io.resolutionflow.e2e.handoffs.EscalationStorm;
import io.resolutionflow.e2e.handoffs.LiveKill;
import io.resolutionflow.e2e.handoffs.SinksDown;
import io.resolutionflow.e2e.l1.WalksChaos;
import io.resolutionflow.e2e.psa.PsaChaos;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.sessions.SessionChaos;
import io.resolutionflow.e2e.stack.Stack;
import io.resolutionflow.e2e.upgrade.RollingRestart;
import io.resolutionflow.e2e.upgrade.Upgrade;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./rf chaos}: one run, or all in turn. Exits 0 only when something was checked and all of
 * it held.
 */
@Command(name = "chaos", description = "Crash parts at random and check that nothing is lost.")
public final class ChaosCommand implements Callable<Integer> {

    /** In the order they run. */
    static final List<ChaosRun> ALL =
            List.of(
                    new KeycloakOutage(),
                    new ClaimRace(),
                    new QuotaChaos(),
                    new LiveKill(),
                    new EscalationStorm(),
                    new SinksDown(),
                    new PsaChaos(),
                    new OutboxChaos(),
                    new SessionChaos(),
                    new WalksChaos(),
                    new RollingRestart(),
                    new Upgrade());

    @Parameters(paramLabel = "name", arity = "0..1", description = "all when absent")
    private String name = "";

    @Option(names = "--seed", description = "repeats a run's random choices")
    private @Nullable Long seed;

    @Option(names = "--set", paramLabel = "name=value", description = "a size of the run")
    private Map<String, String> settings = Map.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var chosen =
                ALL.stream()
                        .filter(one ->
                                name.isEmpty() ? !one.hasSystemOfItsOwn() : one.name().equals(name))
                        .toList();
        if (chosen.isEmpty()) {
            System.err.println("There is no chaos run '" + name + "'. There are:");
            ALL.forEach(one -> System.err.printf("  %-12s %s%n", one.name(), one.about()));
            return 2;
        }
        boolean held = true;
        for (ChaosRun run : chosen) {
            held &= hurt(run);
        }
        return held ? 0 : 1;
    }

    private boolean hurt(ChaosRun run) throws Exception {
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        System.out.println(run.name() + ": " + run.about());
        var report = new Report(System.out);
        var given = new Settings(settings);
        report.fact("seed", chosen);
        run.run(new Chaos(new Stack(), report, new SplittableRandom(chosen), given));
        given.unknown().forEach(unknown -> System.err.println("not used: --set " + unknown));
        Path output = Path.of(System.getenv().getOrDefault("RF_HOME", "."), "build", "chaos");
        report.write(output.resolve(run.name() + ".json"), run.name());
        System.out.println(report.allHeld() ? "All held." : "Not all held: seed " + chosen + ".");
        return report.allHeld();
    }
}
