package io.resolutionflow.stack.simulator.admin;

import static io.resolutionflow.stack.simulator.http.Routes.route;

import io.resolutionflow.stack.simulator.autotask.Thresholds;
import io.resolutionflow.stack.simulator.connectwise.Codebase;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.desk.SimulatorClock;
import io.resolutionflow.stack.simulator.fault.FaultMenu;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.JsonApi;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import io.resolutionflow.stack.simulator.http.Routes;
import io.resolutionflow.stack.simulator.protocol.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The admin port of both simulators ({@code contract-psa.md} §14). JSON in and out is snake_case.
 */
public final class AdminApi {

    /** Everything the admin port can reach. */
    public record Parts(
            Map<Provider, Desk> desks,
            FaultMenu menu,
            Journal journal,
            SimulatorClock clock,
            Codebase codebase,
            Thresholds thresholds) {

        public Parts {
            desks = Map.copyOf(desks);
        }

        Desk desk(Provider provider) {
            return Objects.requireNonNull(desks.get(provider));
        }
    }

    private final Parts parts;

    public AdminApi(Parts parts) {
        this.parts = parts;
    }

    public RequestHandler handler() {
        var modes = new ModeCalls(parts.menu);
        var ledger = new Ledger(parts::desk);
        var tickets = new TicketCalls(parts::desk);
        return new JsonApi(
                new Routes<>(
                        List.of(
                                call(
                                        "GET",
                                        "health",
                                        request -> Reply.own(200, Map.of("status", "UP"))),
                                call("POST", "modes", modes::on),
                                call("GET", "modes", modes::list),
                                call("DELETE", "modes", modes::off),
                                call("GET", "ledger", ledger::answer),
                                call("GET", "journal", this::journal),
                                call("GET", "counters", this::counters),
                                call("POST", "reset", this::reset),
                                call("POST", "clock", this::advance),
                                call("POST", "tickets", tickets::add),
                                call("POST", "codebase", this::rotateCodebase),
                                call("POST", "thresholds", this::useThreshold))));
    }

    private static Routes.Route<JsonApi.Call> call(String method, String name, JsonApi.Call call) {
        return route(method, "/__sim/" + name, call);
    }

    private Reply journal(Request request) {
        var entries =
                parts.journal.entries().stream()
                        .filter(entry -> wanted(request, "provider", entry.provider()))
                        .filter(entry -> wanted(request, "operation", entry.operation()))
                        .filter(entry ->
                                wanted(request, "ticket_id", String.valueOf(entry.ticketId())))
                        .toList();
        return Reply.own(200, entries);
    }

    private static boolean wanted(Request request, String parameter, String value) {
        return request.query(parameter).map(value::equals).orElse(true);
    }

    private Reply counters(Request request) {
        var figures = new TreeMap<String, Object>();
        parts.desks.forEach((provider, desk) -> figures.put(provider.wireName(), desk.figures()));
        return Reply.own(200, figures);
    }

    /** Everything as at start; who is being kept waiting gets the answer now. */
    private Reply reset(Request request) {
        parts.menu.clear();
        parts.clock.reset();
        parts.codebase.reset();
        parts.thresholds.use(0);
        parts.desks.values().forEach(Desk::reset);
        parts.journal.clear();
        return Reply.empty(204);
    }

    private Reply advance(Request request) {
        var body = Json.OWN.read(request.body(), AdminRequests.Advance.class);
        var by = AdminRequests.required(body.advanceMs(), "advance_ms");
        if (by < 0) {
            throw new IllegalArgumentException(
                    "advance_ms cannot be negative: time does not run back.");
        }
        parts.clock.advance(Duration.ofMillis(by));
        return Reply.own(
                200,
                Map.of("now", parts.clock.instant(), "ahead_ms", parts.clock.ahead().toMillis()));
    }

    private Reply rotateCodebase(Request request) {
        var body = Json.OWN.read(request.body(), AdminRequests.NewCodebase.class);
        parts.codebase.rotateTo(
                AdminRequests.required(body.codebase(), "codebase").replace("/", ""));
        return Reply.own(200, Map.of("codebase", parts.codebase.current() + "/"));
    }

    private Reply useThreshold(Request request) {
        var body = Json.OWN.read(request.body(), AdminRequests.Used.class);
        parts.thresholds.use(AdminRequests.required(body.used(), "used"));
        return Reply.own(200, Map.of("used", body.used(), "limit", Thresholds.LIMIT));
    }
}
