package io.resolutionflow.stack.simulator.fault;

import static io.resolutionflow.stack.simulator.fault.Stage.ANSWER;
import static io.resolutionflow.stack.simulator.fault.Stage.BEFORE;
import static io.resolutionflow.stack.simulator.fault.Stage.CHANGE;
import static io.resolutionflow.stack.simulator.fault.Stage.SIGN_IN;

import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The faults of {@code contract-psa.md} §14 and two of Autotask's own. */
public enum Mode {
    AUTH_EXPIRED(SIGN_IN),
    THROTTLE(BEFORE),
    THROTTLE_BARE(BEFORE),
    DROP_BEFORE_COMMIT(BEFORE),
    BURST_5XX(BEFORE),
    FORBIDDEN(BEFORE),
    NOT_FOUND(BEFORE),
    MERGED(BEFORE),
    SILENT_REJECT_STATUS(CHANGE, Operation.STATUS),
    NESTED_FALSE_200(CHANGE, Operation.STATUS),
    LATE_REVERT(CHANGE, Operation.STATUS),
    FOREIGN_CHANGE(CHANGE, Operation.STATUS),
    LATE_VISIBLE(CHANGE, Operation.NOTE),
    NEWLINE_TO_SPACE(CHANGE, Operation.NOTE),
    HTML_REWRITE(CHANGE, Operation.NOTE),
    TRUNCATE(CHANGE, Operation.NOTE),
    ERROR_AFTER_COMMIT(ANSWER),
    HANG_AFTER_COMMIT(ANSWER),
    DROP_AFTER_COMMIT(ANSWER),
    SLOW_BODY(ANSWER),
    GARBAGE_BODY(ANSWER),
    /** Autotask: a note puts the status back to what it was before the last change. */
    NOTE_TRIGGERS_REVERT(CHANGE, Operation.NOTE),
    /** Autotask: too many calls at once, told as a 500 with text. */
    THREAD_LIMIT(BEFORE);

    private static final Set<Mode> ONLY_AUTOTASK = EnumSet.of(NOTE_TRIGGERS_REVERT, THREAD_LIMIT);
    private static final Set<Mode> ONLY_CONNECTWISE = EnumSet.of(NESTED_FALSE_200);

    private final Stage stage;
    private final Set<Operation> operations;

    Mode(Stage stage, Operation... operations) {
        this.stage = stage;
        this.operations =
                operations.length == 0
                        ? EnumSet.allOf(Operation.class)
                        : EnumSet.copyOf(Arrays.asList(operations));
    }

    public Stage stage() {
        return stage;
    }

    /** The operations this fault can strike at all. */
    public boolean canStrike(Operation operation) {
        return operations.contains(operation);
    }

    /** False where the provider's protocol has no such thing. */
    public boolean existsAt(Provider provider) {
        return provider == Provider.AUTOTASK
                ? !ONLY_CONNECTWISE.contains(this)
                : !ONLY_AUTOTASK.contains(this);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for any other name
     */
    public static Mode of(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no mode " + wireName + "."));
    }
}
