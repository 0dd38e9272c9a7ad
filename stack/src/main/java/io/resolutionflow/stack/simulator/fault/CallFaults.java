package io.resolutionflow.stack.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fault menu seen from one request; remembers what struck, for the journal. */
public final class CallFaults {

    private final FaultMenu menu;
    private final Target target;
    private final List<String> struck = new ArrayList<>();

    public CallFaults(FaultMenu menu, Target target) {
        this.menu = menu;
        this.target = target;
    }

    public Target target() {
        return target;
    }

    public Optional<Fault> take(Mode mode) {
        return remember(menu.take(target, fault -> fault.mode() == mode));
    }

    /** As {@link #take(Mode)}, but only when the fault itself agrees. */
    public Optional<Fault> take(Mode mode, Predicate<Fault> which) {
        return remember(menu.take(target, fault -> fault.mode() == mode && which.test(fault)));
    }

    /** The first fault of that stage that agrees, whichever it is. */
    public Optional<Fault> take(Stage stage, Predicate<Fault> which) {
        return remember(
                menu.take(target, fault -> fault.mode().stage() == stage && which.test(fault)));
    }

    /** The faults of that mode that concern this request; none is used up. */
    public Stream<Fault> on(Mode mode) {
        return menu.on(target).stream().filter(fault -> fault.mode() == mode);
    }

    public List<String> struck() {
        return List.copyOf(struck);
    }

    private Optional<Fault> remember(Optional<Fault> fault) {
        fault.ifPresent(taken -> struck.add(taken.mode().wireName()));
        return fault;
    }
}
