package io.resolutionflow.e2e.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's load generator, one thread. */
public record Wrk(String program, Map<String, String> environment) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in");
    private static final Pattern LATENCY =
            Pattern.compile("(50|75|90|99)%\\s+([\\d.]+)(us|ms|s)\\b");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern LOST =
            // slow answers show in the latency; refused or broken connections do not
            Pattern.compile("Socket errors: (?!connect 0, read 0, write 0,)");

    /**
     * @param medianMillis of all answers
     */
    public record Load(long requests, double perSecond, double medianMillis, double p99Millis) {}

    Load run(String url, String token, int connections, int seconds)
            throws IOException, InterruptedException {
        return run(url, connections, seconds, "-H", "Authorization: Bearer " + token);
    }

    /**
     * With further arguments, such as a script that makes the requests.
     *
     * @throws IllegalStateException when one request was not answered well
     */
    public Load run(String url, int connections, int seconds, String... more)
            throws IOException, InterruptedException {
        String output = output(url, connections, seconds, more);
        if (BAD.matcher(output).find() || LOST.matcher(output).find()) {
            throw new IllegalStateException("not every request was answered well:\n" + output);
        }
        return new Load(
                Long.parseLong(find(TOTAL, output)),
                Double.parseDouble(find(RATE, output)),
                latency(output, "50"),
                latency(output, "99"));
    }

    /**
     * The same for a process that is not warm yet: one processor that also compiles may refuse some
     * of a crowd, as it should.
     *
     * @return how many it refused
     */
    public long warmUp(String url, int connections, int seconds, String... more)
            throws IOException, InterruptedException {
        Matcher bad = BAD.matcher(output(url, connections, seconds, more));
        return bad.find() ? Long.parseLong(bad.group(1)) : 0;
    }

    private String output(String url, int connections, int seconds, String... more)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                program,
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "--latency"));
        command.addAll(List.of(more));
        command.add(url);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("wrk said:\n" + output);
        }
        return output;
    }

    private static double latency(String output, String percent) {
        Matcher matcher = LATENCY.matcher(output);
        while (matcher.find()) {
            if (matcher.group(1).equals(percent)) {
                double value = Double.parseDouble(matcher.group(2));
                return switch (matcher.group(3)) {
                    case "us" -> value / 1_000;
                    case "s" -> value * 1_000;
                    default -> value;
                };
            }
        }
        throw new IllegalStateException("no latency in:\n" + output);
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said:\n" + output);
        }
        return matcher.group(1);
    }
}
