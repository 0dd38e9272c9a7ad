package io.resolutionflow.stack.command;

import io.resolutionflow.stack.process.Launch;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** How one part is started, as JSON, for benchmarks that start it in other ways. */
@Command(name = "launch", hidden = true, description = "Print how a part is started.")
final class LaunchCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "part")
    private String part = "";

    @Spec private @Nullable CommandSpec spec;

    LaunchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            return 1;
        }
        var launch = context.unit(spec, part).program().launch();
        launch.map(LaunchCommand::json).ifPresent(context.out()::println);
        return launch.isPresent() ? 0 : 1;
    }

    private static String json(Launch launch) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of(
                                "command", launch.command(),
                                "environment", launch.environment(),
                                "directory", launch.directory().toString()));
    }
}
