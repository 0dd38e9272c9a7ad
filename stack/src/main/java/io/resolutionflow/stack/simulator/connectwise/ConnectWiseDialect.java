package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Operation;
import io.resolutionflow.stack.simulator.desk.Provider;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.Routes;
import io.resolutionflow.stack.simulator.protocol.Call;
import io.resolutionflow.stack.simulator.protocol.Destination;
import io.resolutionflow.stack.simulator.protocol.Dialect;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ConnectWise side: company info without sign-in, everything else below {@code
 * {codebase}/apis/3.0} with it.
 */
public final class ConnectWiseDialect implements Dialect {

    private static final Pattern API = Pattern.compile("/([^/]+)/apis/3\\.0(/.*)");
    private static final String COMPANY_INFO = "/login/companyinfo/";
    private static final Set<String> WITH_BODY = Set.of("POST", "PATCH", "PUT");

    private final Desk desk;
    private final Codebase codebase;
    private final Routes<ConnectWiseRoutes.Place> routes;

    public ConnectWiseDialect(Desk desk, Codebase codebase) {
        this.desk = desk;
        this.codebase = codebase;
        this.routes = ConnectWiseRoutes.of(desk);
    }

    @Override
    public Provider provider() {
        return Provider.CONNECTWISE;
    }

    @Override
    public Desk desk() {
        return desk;
    }

    @Override
    public Destination destination(Request request) {
        if (request.path().startsWith(COMPANY_INFO)) {
            var info = CompanyInfo.reply(request.path().substring(COMPANY_INFO.length()), codebase);
            return new Destination(Operation.READ, true, call -> info, Map.of(), null);
        }
        var api = API.matcher(request.path());
        if (!api.matches() || !codebase.serves(api.group(1))) {
            return Destination.nowhere(Reply.html(404, "404 - File or directory not found."), true);
        }
        return destination(request, api.group(2));
    }

    private Destination destination(Request request, String path) {
        var found = routes.find(request.method(), path);
        if (found.isEmpty()) {
            var status = routes.knows(path) ? 405 : 404;
            return Destination.nowhere(
                    Errors.simple(status, "NotFound", "No resource at " + path), false);
        }
        var place = found.get().target();
        var variables = found.get().variables();
        if (WITH_BODY.contains(request.method()) && !isJson(request)) {
            var refusal = Errors.simple(415, "UnsupportedMediaType", "Unsupported media type");
            return Destination.nowhere(refusal, false);
        }
        return new Destination(
                place.operation(),
                false,
                call -> place.endpoint().answer(call).with("api-current-version", "2026.1"),
                variables,
                variables.get(Call.TICKET));
    }

    @Override
    public boolean signedIn(Request request, CallFaults faults) {
        return Credentials.accepts(request, faults);
    }

    @Override
    public Reply unauthorized() {
        return Errors.simple(
                401,
                "Unauthorized",
                "Unauthorized: the credentials or the clientId were not accepted");
    }

    @Override
    public Reply forbidden(Operation operation) {
        return Errors.simple(
                403,
                "Forbidden",
                "The security role of this API member does not allow: " + operation.wireName());
    }

    @Override
    public Reply ticketMissing(Operation operation, @Nullable String ticketId) {
        return Errors.ticketNotFound(String.valueOf(ticketId));
    }

    @Override
    public Reply throttled() {
        return Reply.wire(
                429,
                Map.of(
                        "error", "ConnectWiseAPI",
                        "message", "Too many requests. Please try again in 30 seconds."));
    }

    @Override
    public Reply failure(int status) {
        return status == 422
                ? Errors.simple(422, "InvalidObject", "The object could not be saved")
                : Errors.simple(
                        status,
                        "Exception",
                        "An error occurred while processing the request: timeout");
    }

    private static boolean isJson(Request request) {
        return request.header("content-type").filter(type -> type.contains("json")).isPresent();
    }
}
