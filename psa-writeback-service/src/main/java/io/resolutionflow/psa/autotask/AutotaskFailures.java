package io.resolutionflow.psa.autotask;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Autotask's refusals (reference psa-apis §3.9): a 500 with readable errors is a refusal for good,
 * unless it speaks of threads or thresholds; one without is a fault of the server.
 */
final class AutotaskFailures {

    private final VendorHttp http;

    AutotaskFailures(VendorHttp http) {
        this.http = http;
    }

    PsaFailure of(HttpAnswer answer, boolean ofTicket) {
        JsonNode errors = http.body(answer).path("errors");
        String message = errors.path(0).asString("");
        if (answer.status() != 500 || message.isBlank()) {
            return VendorFailures.of(answer, ofTicket, message);
        }
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("itgenatr005") || text.contains("threshold")) {
            return VendorFailures.failure(Kind.THROTTLED, "throttled", answer, message);
        }
        if (text.contains("permission")) {
            return VendorFailures.failure(Kind.REFUSED, "permission_missing", answer, message);
        }
        if (text.contains("no matching records") && ofTicket) {
            return VendorFailures.failure(Kind.REFUSED, "ticket_not_found", answer, message);
        }
        return VendorFailures.failure(Kind.REFUSED, "validation", answer, message);
    }
}
