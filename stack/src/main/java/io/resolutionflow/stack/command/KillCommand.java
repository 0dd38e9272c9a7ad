package io.resolutionflow.stack.command;

import io.resolutionflow.stack.part.PartKind;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "kill", description = "Stop one part, the others go on.")
final class KillCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "part")
    private String part = "";

    @Option(names = "-9", description = "At once, as a crash would.")
    private boolean atOnce;

    @Spec private @Nullable CommandSpec spec;

    KillCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        var unit = context.unit(spec, part);
        if (unit.parts().stream()
                .anyMatch(one -> one.name().equals(part) && one.kind() == PartKind.WEB)) {
            System.err.println(
                    "The web app is files that the gateway serves; it has no process of its own.");
            return RfCommand.USAGE;
        }
        try (var _ = CommandLock.take(context.instance().state())) {
            if (context.supervisor().running(unit).isEmpty()) {
                context.out().println(part + " is not running.");
                return 0;
            }
            if (atOnce) {
                context.supervisor().kill(unit);
            } else {
                context.supervisor().stop(unit);
            }
        }
        context.out().println(part + (atOnce ? " killed." : " stopped."));
        return 0;
    }
}
