package io.resolutionflow.stack.simulator.admin;

import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.FaultMatch;
import io.resolutionflow.stack.simulator.fault.FaultMenu;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Switching faults on and off. */
final class ModeCalls {

    /** A fault that is on, as it was asked for. */
    record Line(
            String provider,
            String mode,
            Map<String, Object> args,
            Map<String, @Nullable String> match,
            @Nullable Integer times) {}

    private final FaultMenu menu;

    ModeCalls(FaultMenu menu) {
        this.menu = menu;
    }

    Reply on(Request request) {
        var fault = Json.OWN.read(request.body(), AdminRequests.ModeOn.class).toFault();
        menu.add(fault);
        return Reply.own(201, line(fault));
    }

    Reply list(Request request) {
        return Reply.own(200, lines());
    }

    /** Off by the members that were sent; without a body everything. */
    Reply off(Request request) {
        if (request.body().length == 0) {
            menu.clear();
            return Reply.own(200, lines());
        }
        var asked = Json.OWN.read(request.body(), AdminRequests.ModeOn.class);
        Predicate<Fault> which = fault -> true;
        if (asked.provider() != null) {
            var provider = Provider.of(asked.provider());
            which = which.and(fault -> fault.provider() == provider);
        }
        if (asked.mode() != null) {
            var mode = Mode.of(asked.mode());
            which = which.and(fault -> fault.mode() == mode);
        }
        if (asked.match() != null) {
            var match = asked.match().toMatch();
            which = which.and(fault -> fault.match().equals(match));
        }
        menu.remove(which);
        return Reply.own(200, lines());
    }

    private List<Line> lines() {
        return menu.on().stream().map(ModeCalls::line).toList();
    }

    private static Line line(Fault fault) {
        return new Line(
                fault.provider().wireName(),
                fault.mode().wireName(),
                fault.arguments().values(),
                match(fault.match()),
                fault.times());
    }

    private static Map<String, @Nullable String> match(FaultMatch match) {
        var result = new LinkedHashMap<String, @Nullable String>();
        result.put("operation", match.operation() == null ? "any" : match.operation().wireName());
        result.put("ticket_id", match.ticketId());
        return result;
    }
}
