package io.resolutionflow.stack.command;

import io.resolutionflow.stack.part.Elapsed;
import io.resolutionflow.stack.part.PartFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restart",
        description = "Stop one part if it runs, start it, wait until it is ready.")
final class RestartCommand implements Callable<Integer> {

    private static final int TAIL = 25;

    private final Context context;

    @Parameters(paramLabel = "part")
    private String part = "";

    @Spec private @Nullable CommandSpec spec;

    RestartCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("not run by the command line");
        }
        var unit = context.unit(spec, part);
        long begin = System.nanoTime();
        try (var _ = CommandLock.take(context.instance().state())) {
            context.supervisor().stop(unit);
            context.supervisor().ensureReady(unit, context.progress());
        } catch (PartFailed e) {
            System.err.println(part + " failed: " + e.getMessage());
            LogTail.of(context.instance().state().log(unit.name()), TAIL)
                    .forEach(System.err::println);
            return 1;
        }
        context.out()
                .println(
                        part
                                + " ready after "
                                + Elapsed.text(Duration.ofNanos(System.nanoTime() - begin))
                                + ".");
        return 0;
    }
}
