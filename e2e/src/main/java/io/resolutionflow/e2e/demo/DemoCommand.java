package io.resolutionflow.e2e.demo;

import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./rf demo}: runs the main job against the running stack and exits 0 only when every step
 * was checked.
 */
@Command(
        name = "demo",
        description = "The main job, end to end, through the gateway, each step checked.")
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON document instead of the narration")
    private boolean json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        var done = new ArrayList<Step>();
        String state = System.getenv().getOrDefault("RF_STATE_DIR", ".rf");
        var job = new MainJob(Gateway.fromEnvironment(), Path.of(state, "logs"));
        String failure = "";
        try {
            job.run(step -> {
                done.add(step);
                if (!json) {
                    narrate(step);
                }
            });
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        }
        finish(done, failure);
        return failure.isEmpty() && done.size() == MainJob.STEPS ? 0 : 1;
    }

    private void finish(List<Step> done, String failure) {
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("ok", failure.isEmpty());
            document.put("steps", done);
            document.put("failure", failure);
            System.out.println(Json.write(document));
        } else if (failure.isEmpty()) {
            System.out.println("All " + done.size() + " steps checked.");
        } else {
            System.out.println("Step " + (done.size() + 1) + " did not hold: " + failure);
        }
    }

    private static void narrate(Step step) {
        System.out.printf("%2d. %s  (%d ms)%n", step.number(), step.title(), step.millis());
        step.lines().forEach(line -> System.out.println("    " + line));
    }
}
