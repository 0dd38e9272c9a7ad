package io.resolutionflow.stack.command;

import io.resolutionflow.stack.part.Elapsed;
import io.resolutionflow.stack.part.Part;
import io.resolutionflow.stack.part.PartKind;
import io.resolutionflow.stack.part.PartState;
import io.resolutionflow.stack.part.Supervisor;
import io.resolutionflow.stack.part.Unit;
import io.resolutionflow.stack.process.Memory;
import io.resolutionflow.stack.process.ProcessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Asks all parts at once how they are. */
final class StatusReport {

    private static final String ROW = "%-22s %-10s %-9s %8s %6s %8s %9s  %s";

    private final Context context;

    StatusReport(Context context) {
        this.context = context;
    }

    List<PartStatus> read() {
        var supervisor = context.supervisor();
        List<Future<PartStatus>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Unit unit : context.model().units()) {
                unit.parts()
                        .forEach(part ->
                                asked.add(threads.submit(() -> status(supervisor, unit, part))));
            }
        }
        return asked.stream().map(Future::resultNow).toList();
    }

    static String json(List<PartStatus> all) {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(all);
    }

    static List<String> lines(List<PartStatus> all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "PART",
                        "KIND",
                        "STATE",
                        "PID",
                        "PORT",
                        "MEMORY",
                        "UPTIME",
                        "URL"));
        for (PartStatus one : all) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            one.name(),
                            one.kind(),
                            one.state(),
                            text(one.pid()),
                            one.port(),
                            one.rssMb() == null ? "-" : one.rssMb() + " MB",
                            one.uptime() == null ? "-" : Elapsed.rough(one.uptime()),
                            one.url()));
        }
        return lines;
    }

    private static PartStatus status(Supervisor supervisor, Unit unit, Part part) {
        PartState state = supervisor.state(unit, part);
        Optional<ProcessRecord> process = supervisor.running(unit);
        // the web app is files served by the gateway; its memory is listed there
        Long memory =
                part.kind() == PartKind.WEB
                        ? null
                        : process.map(one -> Memory.mebibytes(one.pid()))
                                .filter(value -> value.isPresent())
                                .map(value -> value.getAsLong())
                                .orElse(null);
        return new PartStatus(
                part.name(),
                part.kind().wireName(),
                state.wireName(),
                process.map(ProcessRecord::pid).orElse(null),
                part.port(),
                memory,
                part.url(),
                process.map(one -> Duration.between(one.at(), Instant.now())).orElse(null));
    }

    private static String text(@Nullable Long value) {
        return value == null ? "-" : value.toString();
    }
}
