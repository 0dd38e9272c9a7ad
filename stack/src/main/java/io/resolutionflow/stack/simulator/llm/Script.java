package io.resolutionflow.stack.simulator.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one call is going to be like; the model name decides.
 *
 * @param failure null when the call succeeds
 * @param cut true when the connection is closed half way
 * @param errorInTheMiddle true when a stream tells an error half way
 * @param beforeFirst pause before the first byte of an answer
 * @param betweenChunks pause before each further event of a stream
 */
record Script(
        Generation generation,
        @Nullable Failure failure,
        boolean cut,
        boolean errorInTheMiddle,
        Duration beforeFirst,
        Duration betweenChunks) {

    Script(
            Generation generation,
            @Nullable Failure failure,
            boolean cut,
            Duration beforeFirst,
            Duration betweenChunks) {
        this(generation, failure, cut, false, beforeFirst, betweenChunks);
    }

    private static final Pattern STATUS = Pattern.compile("sim-status-(\\d{3})");
    private static final Pattern RETRY = Pattern.compile("sim-429-retry-(\\d+)");
    private static final Pattern PACED = Pattern.compile("sim-paced-(\\d+)-(\\d+)");
    private static final Pattern SLOW = Pattern.compile("sim-slow(?:-(\\d+))?");
    private static final int INPUT = 100;
    private static final int THINKING = 12;
    private static final int VISIBLE = 38;
    private static final int RUNAWAY_FACTOR = 4;
    private static final int RUNAWAY_MOST = 20_000;
    private static final Duration SLOW_FIRST = Duration.ofSeconds(5);
    private static final String TEXT =
            "This answer comes from the model simulator. Check the cable first, then sign in again, and note what"
                    + " changed. If the drive still does not open, look at the routes of the tunnel before you escalate"
                    + " the ticket.";

    /**
     * @param earlier how many calls of this conversation there were on this model before
     */
    static Script of(Prompt prompt, int earlier) {
        var model = prompt.model();
        var plain = new Script(answer(prompt), null, false, Duration.ZERO, Duration.ZERO);
        var status = STATUS.matcher(model);
        if (status.matches()) {
            return plain.failing(new Failure(Integer.parseInt(status.group(1))));
        }
        var retry = RETRY.matcher(model);
        if (retry.matches()) {
            return earlier > 0
                    ? plain
                    : plain.failing(new Failure(429, Integer.parseInt(retry.group(1))));
        }
        var paced = PACED.matcher(model);
        if (paced.matches()) {
            var pause = Duration.ofMillis(Long.parseLong(paced.group(2)));
            return new Script(words(Integer.parseInt(paced.group(1))), null, false, pause, pause);
        }
        var slow = SLOW.matcher(model);
        if (slow.matches()) {
            var pause =
                    slow.group(1) == null
                            ? SLOW_FIRST
                            : Duration.ofMillis(Long.parseLong(slow.group(1)));
            return new Script(plain.generation, null, false, pause, Duration.ZERO);
        }
        return named(prompt, earlier, plain);
    }

    private static Script named(Prompt prompt, int earlier, Script plain) {
        return switch (prompt.model()) {
            case "sim-ok", "sim-embed", "sim-fixed-dims" -> plain;
            case "sim-500-then-ok" -> earlier > 0 ? plain : plain.failing(new Failure(500));
            case "sim-529" -> plain.failing(new Failure(Failure.OVERLOADED));
            case "sim-cut" ->
                    new Script(plain.generation, null, true, Duration.ZERO, Duration.ZERO);
            case "sim-stream-error" ->
                    new Script(plain.generation, null, false, true, Duration.ZERO, Duration.ZERO);
            case "sim-thinks" ->
                    new Script(
                            new Generation(
                                    plain.generation.chunks(),
                                    plain.generation.finish(),
                                    plain.generation.usage(),
                                    false,
                                    true),
                            null,
                            false,
                            Duration.ZERO,
                            Duration.ZERO);
            case "sim-spent" -> plain.failing(new Failure(429, 0, Failure.Reason.SPENT));
            case "sim-too-long" -> plain.failing(new Failure(400, 0, Failure.Reason.TOO_LONG));
            case "sim-simple" ->
                    prompt.usesOptions()
                            ? plain.failing(new Failure(400, 0, Failure.Reason.UNKNOWN_OPTION))
                            : plain;
            case "sim-no-usage" ->
                    plain.saying(plain.generation.chunks(), Generation.Finish.STOP, null, false);
            case "sim-usage-on-content" ->
                    plain.saying(
                            plain.generation.chunks(),
                            plain.generation.finish(),
                            plain.generation.usage(),
                            true);
            case "sim-bad-json" -> badJson(plain);
            case "sim-bad-json-then-ok" -> earlier > 0 ? plain : badJson(plain);
            case "sim-runaway" -> runaway(prompt, plain);
            case "sim-blocked" ->
                    plain.saying(
                            List.of(), Generation.Finish.BLOCKED, new Usage(INPUT, 0, 0), false);
            default -> plain.failing(new Failure(404));
        };
    }

    Script failing(Failure how) {
        return new Script(generation, how, cut, errorInTheMiddle, beforeFirst, betweenChunks);
    }

    private Script saying(
            List<String> chunks,
            Generation.Finish finish,
            @Nullable Usage usage,
            boolean onContent) {
        return new Script(
                new Generation(chunks, finish, usage, onContent),
                null,
                cut,
                beforeFirst,
                betweenChunks);
    }

    private static Script badJson(Script plain) {
        return plain.saying(
                List.of("{\"answer\": ", "\"unfinished"), Generation.Finish.STOP, usual(), false);
    }

    /** Far past the bound, as a server that does not know it. */
    private static Script runaway(Prompt prompt, Script plain) {
        var words = Math.min(RUNAWAY_MOST, RUNAWAY_FACTOR * Math.max(1, prompt.maxOutput()));
        var text = words(words);
        return plain.saying(text.chunks(), Generation.Finish.STOP, text.usage(), false);
    }

    private static Generation answer(Prompt prompt) {
        var schema = prompt.schema();
        if (schema != null) {
            var json = SchemaSample.of(schema).toString();
            var middle = json.length() / 2;
            var chunks = List.of(json.substring(0, middle), json.substring(middle));
            return new Generation(chunks, Generation.Finish.STOP, usual(), false);
        }
        var words = Arrays.asList(TEXT.split("(?<= )"));
        if (prompt.maxOutput() >= THINKING + VISIBLE) {
            return new Generation(words, Generation.Finish.STOP, usual(), false);
        }
        var some = words.subList(0, Math.min(words.size(), Math.max(1, prompt.maxOutput())));
        return new Generation(
                some, Generation.Finish.LENGTH, new Usage(INPUT, prompt.maxOutput(), 0), false);
    }

    private static Generation words(int count) {
        var chunks = new ArrayList<String>(count);
        for (int i = 1; i <= count; i++) {
            chunks.add("w" + i + " ");
        }
        return new Generation(chunks, Generation.Finish.STOP, new Usage(INPUT, count, 0), false);
    }

    private static Usage usual() {
        return new Usage(INPUT, VISIBLE + THINKING, THINKING);
    }
}
