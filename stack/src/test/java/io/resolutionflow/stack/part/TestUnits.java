package io.resolutionflow.stack.part;

import io.resolutionflow.stack.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Units around small shell programs. */
final class TestUnits {

    private TestUnits() {}

    static Unit idle(String name, String... waitsFor) {
        return unit(name, "sleep 120", () -> true, new AtomicInteger(), waitsFor);
    }

    /**
     * @param setUps counts how often the unit was set up
     */
    static Unit unit(
            String name, String shell, Probe probe, AtomicInteger setUps, String... waitsFor) {
        var program =
                new Program() {
                    @Override
                    public void prepare(Progress progress) {}

                    @Override
                    public Optional<Launch> launch() {
                        return Optional.of(
                                new Launch(
                                        List.of("/bin/sh", "-c", shell), Map.of(), Path.of("/")));
                    }

                    @Override
                    public void afterReady() {
                        setUps.incrementAndGet();
                    }
                };
        var part = new Part(name + "-part", PartKind.SERVICE, 1, "http://127.0.0.1:1", probe);
        return new Unit(
                name, List.of(waitsFor), List.of(), program, Duration.ofSeconds(10), List.of(part));
    }
}
