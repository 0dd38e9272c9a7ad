package io.resolutionflow.stack.simulator.admin;

import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.FaultArguments;
import io.resolutionflow.stack.simulator.fault.FaultMatch;
import io.resolutionflow.stack.simulator.fault.Mode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of the admin calls. */
final class AdminRequests {

    private AdminRequests() {}

    /** Whom a fault hits; absent or {@code any} means everybody. */
    record Match(@Nullable String operation, @Nullable String ticketId) {

        FaultMatch toMatch() {
            return new FaultMatch(operation(operation), ticketId);
        }

        private static @Nullable Operation operation(@Nullable String name) {
            return switch (name) {
                case null -> null;
                case "any" -> null;
                case "note", "status", "read" -> Operation.valueOf(name.toUpperCase(Locale.ROOT));
                default ->
                        throw new IllegalArgumentException(
                                "match.operation is one of note, status, read, any.");
            };
        }
    }

    /** A fault to switch on. {@code times} absent: until it is switched off. */
    record ModeOn(
            @Nullable String provider,
            @Nullable String mode,
            @Nullable Map<String, Object> args,
            @Nullable Match match,
            @Nullable Integer times) {

        /** These count in {@code args.n}, once when nothing is said. */
        private static final Set<Mode> COUNTED =
                EnumSet.of(Mode.THROTTLE, Mode.THROTTLE_BARE, Mode.BURST_5XX);

        Fault toFault() {
            var wanted = Mode.of(required(mode, "mode"));
            var whose = Provider.of(required(provider, "provider"));
            var arguments = new FaultArguments(args == null ? Map.of() : args);
            var whom = match(arguments);
            if (!wanted.existsAt(whose)) {
                throw new IllegalArgumentException(
                        wanted.wireName() + " does not exist at " + whose.wireName() + ".");
            }
            if (whom.operation() != null && !wanted.canStrike(whom.operation())) {
                throw new IllegalArgumentException(
                        wanted.wireName() + " cannot strike " + whom.operation().wireName() + ".");
            }
            if (wanted == Mode.MERGED && !arguments.has("id")) {
                throw new IllegalArgumentException("merged needs args.id.");
            }
            return new Fault(whose, wanted, arguments, whom, times(wanted, arguments));
        }

        private FaultMatch match(FaultArguments arguments) {
            var given = match == null ? FaultMatch.ANY : match.toMatch();
            var named =
                    arguments
                            .text("operation")
                            .map(name -> new Match(name, given.ticketId()).toMatch());
            return named.orElse(given);
        }

        private @Nullable Integer times(Mode wanted, FaultArguments arguments) {
            if (times != null && times < 1) {
                throw new IllegalArgumentException("times must be at least 1.");
            }
            return times == null && COUNTED.contains(wanted)
                    ? Integer.valueOf(arguments.number("n", 1))
                    : times;
        }
    }

    /** A ticket to add; what is left out gets a harmless value. */
    record NewTicket(
            @Nullable String provider,
            @Nullable Long id,
            @Nullable String summary,
            @Nullable Integer boardId,
            @Nullable Integer statusId,
            @Nullable String companyName,
            @Nullable Integer ownerId) {}

    /** One ticket, or several. */
    record NewTickets(@Nullable String provider, @Nullable List<NewTicket> tickets) {}

    record Advance(@Nullable Long advanceMs) {}

    record NewCodebase(@Nullable String codebase) {}

    record Used(@Nullable Integer used) {}

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing.");
        }
        return value;
    }
}
