package io.resolutionflow.stack.command;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.part.Shutdown;
import io.resolutionflow.stack.part.Unit;
import io.resolutionflow.stack.system.Processes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "down", description = "Stop what up started.")
final class DownCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--wipe", description = "Delete the data as well.")
    private boolean wipe;

    DownCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var state = context.instance().state();
        try (var _ = CommandLock.take(state)) {
            var model = context.model();
            new Shutdown(model, context.supervisor(), context.progress()).run();
            context.instance().forgetPorts();
            new Processes(context.instance()).forget();
            if (wipe) {
                for (Unit unit : model.units()) {
                    unit.program().wipe();
                }
                StateDirectory.delete(state.data());
                StateDirectory.delete(state.root().resolve("secrets"));
                StateDirectory.delete(state.logs());
                context.out().println("Data deleted.");
            }
        }
        context.out().println("Down.");
        return 0;
    }
}
