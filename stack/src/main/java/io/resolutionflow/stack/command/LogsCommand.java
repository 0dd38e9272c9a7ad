package io.resolutionflow.stack.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "Show the logs of one part or of all.")
final class LogsCommand implements Callable<Integer> {

    private static final String LINES_OF_ONE = "200";
    private static final String LINES_OF_EACH = "15";

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "part", description = "All parts when left out.")
    private @Nullable String part;

    @Option(names = "-f", description = "Go on showing new lines until Ctrl-C.")
    private boolean follow;

    @Spec private @Nullable CommandSpec spec;

    LogsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> files = files();
        if (files.isEmpty()) {
            context.out().println("There are no logs yet.");
            return 0;
        }
        List<String> command =
                new ArrayList<>(List.of("tail", "-n", part == null ? LINES_OF_EACH : LINES_OF_ONE));
        if (follow) {
            command.add("-F");
        }
        command.addAll(files);
        Process tail = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(tail::destroy));
        tail.waitFor();
        return 0;
    }

    private List<String> files() {
        var state = context.instance().state();
        var units =
                part == null || spec == null
                        ? context.model().units()
                        : List.of(context.unit(spec, part));
        return units.stream()
                .map(unit -> state.log(unit.name()))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
    }
}
