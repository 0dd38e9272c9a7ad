package io.resolutionflow.l1walk.text;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the members of one request and gathers every fault, so that the caller sees all of them in
 * one 422. Lengths are code points after cleaning, which Bean Validation cannot express.
 */
public final class RequestFields {

    private static final int FEWEST_SEARCHED = 2;
    private static final int MOST_SEARCHED = 200;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<FieldProblem> problems = new ArrayList<>();

    /** A needed text; the empty string stands in after a fault, {@link #check} then throws. */
    public String required(String field, @Nullable String raw, int max) {
        String text = optional(field, raw, max);
        if (text == null) {
            problem(field, "required", "This value is needed.");
            return "";
        }
        return text;
    }

    public @Nullable String optional(String field, @Nullable String raw, int max) {
        String text = InputText.clean(raw);
        if (text != null && InputText.length(text) > max) {
            problem(field, "too_long", "At most " + max + " characters.");
        }
        return text;
    }

    /** One of a closed list; null stays null. */
    public @Nullable String oneOf(String field, @Nullable String raw, Set<String> allowed) {
        String text = InputText.clean(raw);
        if (text != null && !allowed.contains(text)) {
            problem(
                    field,
                    "unknown_value",
                    "Must be one of: "
                            + String.join(", ", allowed.stream().sorted().toList())
                            + ".");
        }
        return text;
    }

    /** Words to look for: 2 characters or more. */
    public @Nullable String search(String field, @Nullable String raw) {
        String text = optional(field, raw, MOST_SEARCHED);
        if (raw != null && (text == null || InputText.length(text) < FEWEST_SEARCHED)) {
            problem(field, "too_short", "At least " + FEWEST_SEARCHED + " characters.");
        }
        return text;
    }

    /** A time the database can compare with; years beyond are none. */
    public @Nullable Instant time(String field, @Nullable Instant raw) {
        if (raw != null && (raw.isBefore(EARLIEST) || raw.isAfter(LATEST))) {
            problem(field, "out_of_range", "There is nothing of such a time.");
        }
        return raw;
    }

    public int range(String field, @Nullable Integer raw, int otherwise, int min, int max) {
        int value = raw == null ? otherwise : raw;
        if (value < min || value > max) {
            problem(field, "out_of_range", "Must be between " + min + " and " + max + ".");
        }
        return value;
    }

    public void require(boolean holds, String field, String code, String message) {
        if (!holds) {
            problem(field, code, message);
        }
    }

    public void problem(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }

    /**
     * @throws DomainException 422 {@code validation_failed} naming every fault found
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
    }
}
