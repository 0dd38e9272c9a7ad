package io.resolutionflow.psa.autotask;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's data centre of a user, asked for without sign-in and kept with the connection, with
 * the time it was told. What is told must lead to the vendor's own domain, or where an address was
 * typed for a simulator, to that very host: the three secret headers go there.
 */
final class Zones {

    private static final String API = "/atservicesrest/v1.0";
    private static final String SUFFIX = ".autotask.net";

    private final VendorHttp http;
    private final AutotaskSettings settings;
    private final Clock clock;

    Zones(VendorHttp http, AutotaskSettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
    }

    /** Base of all calls, without a slash at its end. */
    String of(PsaAccess access) {
        return known(access).orElseGet(() -> lookUpAgain(access));
    }

    private Optional<String> known(PsaAccess access) {
        String kept = access.zone().known();
        int at = kept == null ? -1 : kept.indexOf('|');
        if (kept == null || at < 0) {
            return Optional.empty();
        }
        try {
            Instant told = Instant.parse(kept.substring(at + 1));
            boolean fresh = told.plus(settings.zoneKept()).isAfter(clock.instant());
            return fresh ? Optional.of(kept.substring(0, at)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String lookUpAgain(PsaAccess access) {
        URI start = access.baseUrl() == null ? URI.create(settings.discovery()) : access.baseUrl();
        URI question =
                URI.create(
                        start
                                + API
                                + "/zoneInformation"
                                + VendorHttp.query(
                                        Map.of(
                                                "user",
                                                access.config().path("username").asString(""))));
        HttpAnswer answer;
        try {
            answer =
                    http.send(
                            "GET",
                            question,
                            Map.of("Accept", "application/json"),
                            null,
                            access.within());
        } catch (PsaFailure e) {
            // only read, and before anything was posted: whatever became of it, nothing was sent
            throw PsaFailure.notSent(e.reason());
        }
        if (answer.status() == 429) {
            throw VendorFailures.of(answer, false, null);
        }
        String zone = zone(start, http.body(answer).path("url").asString(""));
        if (zone == null) {
            // an unknown user is told by 500 or 404; anything else names no zone either
            boolean unknown = answer.status() == 404 || http.body(answer).path("errors").isArray();
            throw unknown
                    ? new PsaFailure(
                            PsaFailure.Kind.CREDENTIALS,
                            "credentials_rejected",
                            answer.status(),
                            null,
                            null)
                    : PsaFailure.notSent("zone_not_found");
        }
        access.zone().remember(zone + "|" + clock.instant());
        return zone;
    }

    private static @Nullable String zone(URI asked, String told) {
        try {
            URI uri = URI.create(told);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean vendors = "https".equals(uri.getScheme()) && host.endsWith(SUFFIX);
            boolean same =
                    host.equals(asked.getHost())
                            && uri.getPort() == asked.getPort()
                            && asked.getScheme().equals(uri.getScheme());
            return (vendors || same) && uri.getRawUserInfo() == null
                    ? told.replaceFirst("/+$", "") + "/v1.0"
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
