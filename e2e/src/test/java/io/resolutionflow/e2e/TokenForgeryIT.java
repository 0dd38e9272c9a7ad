package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.client.Answer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Forged tokens at the gateway and at each service's own port: 401, without exception. */
class TokenForgeryIT {

    private static final Map<String, String> PATHS =
            Map.of(
                    "session-service", "/api/v1/ai-sessions",
                    "l1-walk-service", "/api/v1/l1/queue",
                    "handoff-service", "/api/v1/members/me",
                    "psa-writeback-service", "/api/v1/integrations/psa/connections",
                    "ai-gateway-service", "/api/v1/ai/quota");

    private final String sound = RunningStack.GATEWAY.signIn("owner@acme.test").token();

    @Test
    void the_sound_token_is_taken_everywhere() {
        doors().forEach((door, at) ->
                assertThat(at.call("GET", path(door), null, bearer(sound)).status())
                        .as(door)
                        .isEqualTo(200));
    }

    @TestFactory
    Stream<DynamicTest> a_forged_token_is_refused_everywhere() throws Exception {
        var forged = new LinkedHashMap<>(TokenForgeries.of(sound, issuer()));
        forged.putAll(otherTokensOfTheIssuer());
        assertThat(forged).hasSizeGreaterThan(60);
        return forged.entrySet().stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.getKey(),
                                () ->
                                        doors().forEach((door, at) ->
                                                refused(door, at, one.getValue()))));
    }

    private static void refused(String door, Gatewayless at, String token) {
        Answer answer = at.call("GET", path(door), null, bearer(token));
        assertThat(answer.status()).as(door + " " + answer.text()).isEqualTo(401);
        assertThat(answer.code()).as(door).startsWith("token_");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }

    /** Sound signatures that are no access tokens for this API. */
    private static Map<String, String> otherTokensOfTheIssuer() {
        var others = new LinkedHashMap<String, String>();
        Answer tokens =
                new Gatewayless(URI.create(issuer()))
                        .call(
                                "POST",
                                issuer() + "/protocol/openid-connect/token",
                                "grant_type=password&client_id=rf-cli&username=owner@acme.test&password=demo&scope=openid",
                                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        others.put("id token", tokens.text("/id_token"));
        others.put("refresh token", tokens.text("/refresh_token"));
        return others;
    }

    private static Map<String, Gatewayless> doors() {
        var doors = new LinkedHashMap<String, Gatewayless>();
        doors.put("gateway", new Gatewayless(RunningStack.GATEWAY.address()));
        OperationCatalogue.services()
                .forEach(service ->
                        doors.put(service, new Gatewayless(OperationCatalogue.ownPort(service))));
        return doors;
    }

    private static String path(String door) {
        return PATHS.getOrDefault(door, "/api/v1/ai/quota");
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static String issuer() {
        return RunningStack.variable("RF_ISSUER_URI");
    }
}
