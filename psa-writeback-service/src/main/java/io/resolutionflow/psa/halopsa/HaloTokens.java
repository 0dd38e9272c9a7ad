package io.resolutionflow.psa.halopsa;

import io.resolutionflow.platform.egress.HttpAnswer;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.vendor.VendorFailures;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens by client credentials, kept in memory until shortly before they end. A token
 * belongs to the credentials it was given for: changed ones fetch their own.
 */
final class HaloTokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final long USUAL_SECONDS = 3_600;

    private final VendorHttp http;
    private final Clock clock;
    private final Map<UUID, Token> tokens = new ConcurrentHashMap<>();

    HaloTokens(VendorHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    private record Token(String value, Instant until, int credentials) {

        @Override
        public String toString() {
            return "***";
        }
    }

    String of(PsaAccess access) {
        Token known = tokens.get(access.connectionId());
        boolean usable =
                known != null
                        && known.credentials() == fingerprint(access)
                        && known.until().isAfter(clock.instant());
        return usable ? Objects.requireNonNull(known).value() : renewed(access);
    }

    /**
     * @throws PsaFailure CREDENTIALS when they are not accepted; NOT_SENT when no answer came: the
     *     call itself was not made
     */
    String renewed(PsaAccess access) {
        HttpAnswer answer;
        try {
            answer = http.sendForm(address(access), form(access), access.within());
        } catch (PsaFailure e) {
            throw PsaFailure.notSent(e.reason());
        }
        JsonNode body = http.body(answer);
        String value = body.path("access_token").asString("");
        if (!answer.isSuccess() || value.isEmpty()) {
            throw refusal(answer, body);
        }
        long seconds = body.path("expires_in").asLong(USUAL_SECONDS);
        var token =
                new Token(
                        value,
                        clock.instant().plusSeconds(seconds).minus(MARGIN),
                        fingerprint(access));
        tokens.put(access.connectionId(), token);
        return value;
    }

    private static PsaFailure refusal(HttpAnswer answer, JsonNode body) {
        String said = body.path("error").asString("");
        if (answer.status() == 429) {
            return VendorFailures.of(answer, false, said);
        }
        boolean refused = answer.status() == 401 || (answer.status() == 400 && !said.isEmpty());
        return refused
                ? VendorFailures.failure(Kind.CREDENTIALS, "credentials_rejected", answer, said)
                : PsaFailure.notSent("sign_in_unreadable");
    }

    private static URI address(PsaAccess access) {
        String tenant = access.config().path("tenant").asString("");
        return URI.create(
                access.baseUrl()
                        + "/auth/token"
                        + (tenant.isEmpty() ? "" : VendorHttp.query(Map.of("tenant", tenant))));
    }

    private static Map<String, String> form(PsaAccess access) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", access.credentials().required("client_id").reveal());
        form.put("client_secret", access.credentials().required("client_secret").reveal());
        // what reading and writing tickets needs, no more
        form.put("scope", "read:tickets edit:tickets read:customers");
        return form;
    }

    private static int fingerprint(PsaAccess access) {
        return Objects.hash(access.baseUrl(), form(access));
    }
}
