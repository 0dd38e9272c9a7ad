package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.http.Json;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.Routes;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.Destination;
import io.resolutionflow.stack.simulator.protocol.Dialect;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The Autotask side: zone discovery for anybody, everything else with three headers and counted.
 */
public final class AutotaskDialect implements Dialect {

    private static final Pattern API = Pattern.compile("(?i)/atservicesrest/v1\\.0(/.*)");
    private static final String ZONE = "/zoneinformation";
    private static final String IMPERSONATION = "ImpersonationResourceId";

    private final Desk desk;
    private final Thresholds thresholds;
    private final Routes<AutotaskRoutes.Place> routes;

    public AutotaskDialect(Desk desk, Thresholds thresholds) {
        this.desk = desk;
        this.thresholds = thresholds;
        this.routes = AutotaskRoutes.of(desk, thresholds);
    }

    @Override
    public Provider provider() {
        return Provider.AUTOTASK;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    @Override
    public Destination destination(Request request) {
        var api = API.matcher(request.path());
        if (!api.matches()) {
            return Destination.nowhere(Reply.empty(404), true);
        }
        if (api.group(1).equalsIgnoreCase(ZONE)) {
            return new Destination(
                    Operation.READ, true, call -> zone(call.request()), Map.of(), null);
        }
        var found = routes.find(request.method(), api.group(1));
        if (found.isEmpty()) {
            return Destination.nowhere(Reply.empty(routes.knows(api.group(1)) ? 405 : 404), false);
        }
        var place = found.get().target();
        if (place.operation() == Operation.READ && request.header(IMPERSONATION).isPresent()) {
            return Destination.nowhere(
                    Failures.refused(IMPERSONATION + " is not allowed on reads."), false);
        }
        var variables = found.get().variables();
        var ticketId =
                variables.containsKey(Call.TICKET)
                        ? variables.get(Call.TICKET)
                        : ticketInBody(request);
        return new Destination(place.operation(), false, place.endpoint(), variables, ticketId);
    }

    @Override
    public boolean signedIn(Request request, CallFaults faults) {
        return AutotaskCredentials.accepts(request, faults);
    }

    @Override
    public Optional<Reply> charge() throws InterruptedException {
        var used = thresholds.charge();
        if (used > Thresholds.LIMIT) {
            return Optional.of(throttled());
        }
        Thread.sleep(Thresholds.delay(used));
        return Optional.empty();
    }

    @Override
    public Reply unauthorized() {
        return Reply.empty(401);
    }

    @Override
    public Reply forbidden(Operation operation) {
        return Failures.refused(
                "The logged in Resource does not have the adequate permissions for: "
                        + operation.wireName()
                        + ".");
    }

    @Override
    public Reply ticketMissing(Operation operation, @Nullable String ticketId) {
        return operation == Operation.READ
                ? Reply.wire(200, Collections.singletonMap("item", null))
                : Failures.noRecord();
    }

    @Override
    public Reply throttled() {
        return Failures.withErrors(
                429, "The request threshold of 10000 per 60 minutes has been exceeded.");
    }

    @Override
    public Reply tooManyAtOnce() {
        return Failures.refused(
                "Itgenatr005: the thread threshold of 3 has been exceeded for this integration.");
    }

    /** A 500 without readable errors is a real fault of the server. */
    @Override
    public Reply failure(int status) {
        return status == 422
                ? Failures.withErrors(422, "The record could not be saved.")
                : Reply.wire(status, Map.of("Message", "An error has occurred."));
    }

    private static Reply zone(Request request) {
        if (request.query("user").filter(AutotaskSeed.API_USER::equals).isEmpty()) {
            return Failures.refused("Zone information could not be determined for the user.");
        }
        return Reply.wire(
                200,
                Map.of(
                        "zoneName",
                        "Autotask simulator",
                        "url",
                        request.origin() + "/atservicesrest/",
                        "webUrl",
                        request.origin() + "/",
                        "ci",
                        1));
    }

    /** The id of a patch, or the ticket a note query asks for. */
    private static @Nullable String ticketInBody(Request request) {
        var body = Json.WIRE.read(request.body());
        if (body.isEmpty()) {
            return null;
        }
        if (body.get().path("id").isNumber()) {
            return body.get().path("id").asString();
        }
        return StreamSupport.stream(body.get().path("filter").spliterator(), false)
                .filter(filter -> filter.path("field").asString("").equalsIgnoreCase("ticketID"))
                .map(filter -> filter.path("value"))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .findFirst()
                .orElse(null);
    }
}
