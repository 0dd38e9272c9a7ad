package io.resolutionflow.psa.requesttracker;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls below {@code {web}/REST/2.0}, signed in by token. */
@Component
class RequestTrackerApi {

    private static final int PRECONDITION_FAILED = 412;
    private static final int INTERNAL_ERROR = 500;

    private final VendorHttp http;

    RequestTrackerApi(VendorHttp http) {
        this.http = http;
    }

    JsonMapper json() {
        return http.json();
    }

    JsonNode get(PsaAccess access, String path, Map<String, String> query) {
        return http.readable(answer(access, "GET", path + VendorHttp.query(query), null, null));
    }

    /** As {@link #get} without parameters, with the headers of the answer. */
    HttpAnswer read(PsaAccess access, String path) {
        return answer(access, "GET", path, null, null);
    }

    JsonNode readable(HttpAnswer answer) {
        return http.readable(answer);
    }

    HttpAnswer post(PsaAccess access, String path, JsonNode body) {
        return answer(access, "POST", path, body, null);
    }

    /**
     * @param revision of the ticket as it was read: the write is refused when it changed since
     */
    void put(PsaAccess access, String path, JsonNode body, @Nullable String revision) {
        http.readable(answer(access, "PUT", path, body, revision));
    }

    private HttpAnswer answer(
            PsaAccess access,
            String method,
            String path,
            @Nullable JsonNode body,
            @Nullable String revision) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "token " + access.credentials().required("token").reveal());
        headers.put("Accept", "application/json");
        if (revision != null) {
            headers.put("If-Match", revision);
        }
        HttpAnswer answer =
                http.send(
                        method,
                        URI.create(access.baseUrl() + "/REST/2.0" + path),
                        headers,
                        body,
                        access.within());
        if (!answer.isSuccess()) {
            throw failure(answer, path.startsWith("/ticket/"));
        }
        return answer;
    }

    private PsaFailure failure(HttpAnswer answer, boolean ofTicket) {
        String message = http.body(answer).path("message").asString("");
        if (answer.status() == PRECONDITION_FAILED) {
            // somebody changed the ticket between our read and our write: reading tells what it is
            return PsaFailure.unknown("changed_meanwhile", PRECONDITION_FAILED);
        }
        if (answer.status() == INTERNAL_ERROR && answer.body().length == 0) {
            // its way to refuse a body it cannot read
            return VendorFailures.failure(Kind.REFUSED, "validation", answer, message);
        }
        if (message.equals("Permission Denied")) {
            // 400 or 403, by version; an absent ticket is told the same way
            return VendorFailures.failure(Kind.REFUSED, "permission_missing", answer, message);
        }
        if (ofTicket && message.equals("Message could not be recorded")) {
            return VendorFailures.failure(Kind.REFUSED, "ticket_not_found", answer, message);
        }
        return VendorFailures.of(answer, ofTicket, message);
    }
}
