package io.resolutionflow.stack.command;

import io.resolutionflow.stack.part.PartState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "One line a part: state, pid, port, memory, uptime.")
final class StatusCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--json", description = "For machines.")
    private boolean json;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<PartStatus> all = new StatusReport(context).read();
        if (json) {
            context.out().println(StatusReport.json(all));
        } else {
            StatusReport.lines(all).forEach(context.out()::println);
        }
        return all.stream().allMatch(part -> part.state().equals(PartState.UP.wireName())) ? 0 : 1;
    }
}
