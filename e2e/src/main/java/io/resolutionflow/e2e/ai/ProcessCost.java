package io.resolutionflow.e2e.ai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process costs the machine. */
record ProcessCost(long pid) {

    private static final double KIBIBYTES = 1_024;

    /** Processor time so far, user and system. */
    double cpuSeconds() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .map(nanos -> nanos / 1e9)
                .orElse(Double.NaN);
    }

    /** Mebibytes; NaN where the system does not tell. */
    double resident() {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(Double.NaN)
                    / KIBIBYTES;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
