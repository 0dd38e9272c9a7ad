package io.resolutionflow.e2e.bench;

import io.resolutionflow.e2e.ai.AiBench;
import io.resolutionflow.e2e.ai.AiMemory;
import io.resolutionflow.e2e.events.EventsBench;
import io.resolutionflow.e2e.gateway.GatewayBench;
import io.resolutionflow.e2e.handoffs.LiveBenchmark;
import io.resolutionflow.e2e.l1.IntakeBench;
import io.resolutionflow.e2e.report.Report;
import io.resolutionflow.e2e.report.Settings;
import io.resolutionflow.e2e.sessions.SessionsBench;
import io.resolutionflow.e2e.stack.Stack;
import io.resolutionflow.e2e.web.WebBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./rf bench}: one benchmark, or all in turn. Exits 0 when each could measure. */
@Command(name = "bench", description = "Measure against peers and limits.")
public final class BenchCommand implements Callable<Integer> {

    /** In the order they run. */
    static final List<Benchmark> ALL =
            List.of(
                    new GatewayBench(),
                    new AiBench(),
                    new AiMemory(),
                    new LiveBenchmark(),
                    new EventsBench(),
                    new IntakeBench(),
                    new SessionsBench(),
                    new StartBench(),
                    new WebBench());

    @Parameters(paramLabel = "name", arity = "0..1", description = "all when absent")
    private String name = "";

    @Option(names = "--set", paramLabel = "name=value", description = "a size of the run")
    private Map<String, String> settings = Map.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var chosen = ALL.stream().filter(one -> name.isEmpty() || one.name().equals(name)).toList();
        if (chosen.isEmpty()) {
            System.err.println("There is no benchmark '" + name + "'. There are:");
            ALL.forEach(one -> System.err.printf("  %-12s %s%n", one.name(), one.about()));
            return 2;
        }
        for (Benchmark benchmark : chosen) {
            measure(benchmark);
        }
        return 0;
    }

    private void measure(Benchmark benchmark) throws Exception {
        System.out.println(benchmark.name() + ": " + benchmark.about());
        var report = new Report(System.out);
        var given = new Settings(settings);
        Path output = Path.of(System.getenv().getOrDefault("RF_HOME", "."), "build", "bench");
        Path work = Files.createDirectories(output.resolve(benchmark.name()));
        report.fact("processors", Runtime.getRuntime().availableProcessors());
        benchmark.run(new Bench(new Stack(), report, given, work));
        given.unknown().forEach(unknown -> System.err.println("not used: --set " + unknown));
        report.write(output.resolve(benchmark.name() + ".json"), benchmark.name());
    }
}
