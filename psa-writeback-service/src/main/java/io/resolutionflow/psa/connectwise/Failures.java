package io.resolutionflow.psa.connectwise;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What ConnectWise's refusals mean (reference psa-apis §2.9). */
final class Failures {

    private final VendorHttp http;

    Failures(VendorHttp http) {
        this.http = http;
    }

    /**
     * @param ofTicket whether the path named a ticket
     */
    PsaFailure of(HttpAnswer answer, boolean ofTicket) {
        return VendorFailures.of(answer, ofTicket, message(http.body(answer)));
    }

    /** The API's own errors are JSON with a code; a proxy's or a stale address's are not. */
    boolean isFromTheApi(HttpAnswer answer) {
        return http.body(answer).path("code").isString();
    }

    /**
     * The reason stands in the inner errors; the outer message only says that something is invalid.
     */
    private static @Nullable String message(JsonNode body) {
        String inner = body.path("errors").path(0).path("message").asString("");
        return inner.isBlank() ? body.path("message").asString("") : inner;
    }
}
