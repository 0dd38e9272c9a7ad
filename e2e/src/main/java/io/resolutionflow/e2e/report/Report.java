package io.resolutionflow.e2e.report;

import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures and checks of one run, printed as they come and kept as JSON. Safe for many threads. */
public final class Report {

    /**
     * @param target what it should be, as words ({@code "<= 250 ms"}); null when there is none
     * @param met whether it is; null without a target
     */
    public record Figure(
            String name,
            double value,
            String unit,
            @Nullable String target,
            @Nullable Boolean met) {}

    /** Something that must hold whatever the machine's speed. */
    public record Check(String name, boolean held, String detail) {}

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    public Report(PrintStream out) {
        this.out = out;
    }

    /** A measured value without a target. */
    public void figure(String name, double value, String unit) {
        add(new Figure(name, value, unit, null, null));
    }

    /** A measured value that should not be above a limit. */
    public void atMost(double limit, String name, double value, String unit) {
        add(new Figure(name, value, unit, "<= " + text(limit) + " " + unit, value <= limit));
    }

    /** A measured value that should not be below a limit. */
    public void atLeast(double limit, String name, double value, String unit) {
        add(new Figure(name, value, unit, ">= " + text(limit) + " " + unit, value >= limit));
    }

    /** Something that must hold; a chaos run with one that does not ends with 1. */
    public synchronized void check(String name, boolean held, String detail) {
        checks.add(new Check(name, held, detail));
        out.printf(Locale.ROOT, "  %-52s %s  %s%n", name, held ? "held" : "NOT HELD", detail);
    }

    /** A circumstance of the run: sizes, versions, seeds. */
    public synchronized void fact(String name, Object value) {
        facts.put(name, value);
        out.printf(Locale.ROOT, "  %-52s %s%n", name, value);
    }

    public synchronized List<Check> checks() {
        return List.copyOf(checks);
    }

    public synchronized List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Whether something was checked and all of it held. */
    public synchronized boolean allHeld() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::held);
    }

    /** Writes everything as one JSON document. */
    public synchronized void write(Path file, String name) throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", name);
        document.put("facts", facts);
        document.put("figures", figures);
        document.put("checks", checks);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, Json.write(document));
        out.println("  written to " + file);
    }

    private synchronized void add(Figure figure) {
        figures.add(figure);
        String target = figure.target() == null ? "" : "target " + figure.target();
        String verdict = figure.met() == null ? "" : figure.met() ? "met" : "MISSED";
        out.printf(
                Locale.ROOT,
                "  %-52s %12s %-8s %s %s%n",
                figure.name(),
                text(figure.value()),
                figure.unit(),
                target,
                verdict);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.3f", value);
    }
}
