package io.resolutionflow.psa.autotask;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.psa.PsaSimulator;
import io.resolutionflow.psa.SimulatorPeer;
import io.resolutionflow.psa.connector.FaultyProxy.Fault;
import io.resolutionflow.psa.connector.Peer;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaConnectorKit;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.PsaFailure.Kind;
import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Autotask against the simulator of {@code stack/}. */
class AutotaskConnectorIT extends PsaConnectorKit {

    @Override
    protected Peer peer() {
        return new SimulatorPeer(
                PsaSimulator.AUTOTASK,
                "{\"username\": \"rfapi@acme.test\", \"internal_publish\": \"2\", \"customer_publish\": 1, \"note_type\": 1}",
                Map.of("secret", "rfsecret"),
                "secret",
                8,
                8,
                "5",
                "77",
                "/Notes",
                flags -> flags.path("publish").asInt() == 2);
    }

    @Override
    protected PsaConnector connector(VendorHttp http) {
        var settings =
                new AutotaskSettings(
                        "RFSIMULATOR0001",
                        "https://webservices.autotask.net",
                        Duration.ofHours(12),
                        Duration.ofSeconds(60));
        return new AutotaskConnector(
                new AutotaskApi(http, settings, Clock.systemUTC()), settings, Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Picklist value [3] does not exist for status.|REFUSED|validation",
                "The logged in Resource does not have the adequate permissions|REFUSED|permission_missing",
                "Itgenatr005: the thread threshold of 3 has been exceeded|THROTTLED|throttled",
                "The request threshold of 10000 has been exceeded|THROTTLED|throttled"
            })
    void a_500_with_a_sentence_is_a_refusal_unless_it_speaks_of_thresholds(
            String sentence, Kind kind, String reason) {
        String ticket = peer().newTicket("x");
        connector().ticket(access(), ticket);
        proxy().next(
                        "POST",
                        "/Notes",
                        new Fault.AnswerInstead(
                                500, List.of(), "{\"errors\": [\"" + sentence + "\"]}"));
        PsaFailure refused =
                failure(() ->
                        connector().addNote(access(), note(ticket, "x", Visibility.INTERNAL)));
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void a_zone_elsewhere_is_not_believed() {
        proxy().next(
                        "GET",
                        "/zoneInformation",
                        new Fault.AnswerInstead(
                                200,
                                List.of(),
                                "{\"url\": \"https://webservices5.autotask.net.evil.example/x/\"}"));
        PsaFailure refused = failure(() -> connector().serverVersion(access()));
        assertThat(refused.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(proxy().seen()).hasSize(1);
    }

    @Test
    void a_spent_hourly_budget_of_the_customer_stops_calls_before_the_vendor_does() {
        proxy().next(
                        "GET",
                        "/ThresholdInformation",
                        new Fault.AnswerInstead(
                                200,
                                List.of(),
                                "{\"externalRequestThreshold\": 10000, \"currentTimeframeRequestCount\": 9990}"));
        PsaFailure refused = failure(() -> connector().ticket(access(), "7001"));
        assertThat(refused.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(refused.retryAfter()).isNotNull();
        assertThat(proxy().seen()).noneMatch(line -> line.contains("/Tickets/7001"));
    }
}
