package io.resolutionflow.psa.autotask;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls below {@code {zone}/v1.0}: three secret headers, zone, shared budget, meaning of failures.
 */
@Component
class AutotaskApi {

    private final VendorHttp http;
    private final Zones zones;
    private final SharedBudget budget;
    private final AutotaskFailures failures;
    private final AutotaskSettings settings;

    AutotaskApi(VendorHttp http, AutotaskSettings settings, Clock clock) {
        this.http = http;
        this.zones = new Zones(http, settings, clock);
        this.budget = new SharedBudget(settings.usageKept(), clock);
        this.failures = new AutotaskFailures(http);
        this.settings = settings;
    }

    JsonMapper json() {
        return http.json();
    }

    JsonNode get(PsaAccess access, String path) {
        return call(access, "GET", path, null);
    }

    JsonNode post(PsaAccess access, String path, JsonNode body) {
        return call(access, "POST", path, body);
    }

    void patch(PsaAccess access, String path, JsonNode body) {
        call(access, "PATCH", path, body);
    }

    /** The next page of a query: followed only where it stays on the zone's own host. */
    @Nullable JsonNode next(PsaAccess access, JsonNode page, JsonNode query) {
        String told = page.path("pageDetails").path("nextPageUrl").asString("");
        if (told.isBlank()) {
            return null;
        }
        String zone = zones.of(access);
        if (!told.startsWith(zone + "/")) {
            throw PsaFailure.unknown("foreign_page", null);
        }
        return call(access, "POST", told.substring(zone.length()), query);
    }

    private JsonNode call(PsaAccess access, String method, String path, @Nullable JsonNode body) {
        // others use the same budget: slow down before the vendor blocks all of them
        budget.slowDown(access, () -> usage(access));
        return send(access, method, path, body);
    }

    private JsonNode usage(PsaAccess access) {
        return send(access, "GET", "/ThresholdInformation", null);
    }

    private JsonNode send(PsaAccess access, String method, String path, @Nullable JsonNode body) {
        String zone = zones.of(access);
        HttpAnswer answer = send(access, method, zone, path, body);
        if (answer.status() == 401) {
            // a wrong zone answers so too, and has stored nothing
            String current = zones.lookUpAgain(access);
            if (!current.equals(zone)) {
                answer = send(access, method, current, path, body);
            }
        }
        if (!answer.isSuccess()) {
            throw failures.of(answer, path.startsWith("/Tickets/") || path.equals("/Tickets"));
        }
        return http.readable(answer);
    }

    private HttpAnswer send(
            PsaAccess access, String method, String zone, String path, @Nullable JsonNode body) {
        return http.send(method, URI.create(zone + path), headers(access), body, access.within());
    }

    private Map<String, String> headers(PsaAccess access) {
        String code =
                access.credentials()
                        .field("integration_code")
                        .map(secret -> secret.reveal())
                        .orElse(settings.integrationCode());
        return Map.of(
                "ApiIntegrationCode",
                code,
                "UserName",
                access.config().path("username").asString(""),
                "Secret",
                access.credentials().required("secret").reveal(),
                "Accept",
                "application/json");
    }
}
