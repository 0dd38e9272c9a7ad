package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults that can strike any call ({@code contract-psa.md} §14). */
class CallFaultTests {

    private static final String ON_NOTE = ",\"match\":{\"operation\":\"note\"}";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    private final TicketUnderTest ticket = new TicketUnderTest(rig);

    @Test
    void throttleHoldsTheNextRequestsOffForSeconds() throws Exception {
        rig.mode("throttle", ",\"args\":{\"n\":2,\"retry_after\":3}" + ON_NOTE);

        for (int i = 0; i < 2; i++) {
            var answered = ticket.note();
            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.header("Retry-After")).isEqualTo("3");
            assertThat(answered.json().path("error").asString()).isEqualTo("ConnectWiseAPI");
        }
        assertThat(ticket.note().status()).isEqualTo(201);
        assertThat(ticket.stored()).isEqualTo(1);
    }

    @Test
    void throttleCanNameADate() throws Exception {
        rig.mode("throttle", ",\"args\":{\"retry_after\":60,\"as\":\"date\"}");

        var date = Objects.requireNonNull(ticket.note().header("Retry-After"));

        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
                .isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(61));
    }

    @Test
    void throttleBareDoesNotSayHowLong() throws Exception {
        rig.mode("throttle_bare", ",\"args\":{\"n\":1}");

        var answered = ticket.note();

        assertThat(answered.status()).isEqualTo(429);
        assertThat(answered.header("Retry-After")).isNull();
        assertThat(ticket.note().status()).isEqualTo(201);
    }

    @Test
    void burst5xxFailsTheNextRequestsAndStoresNothing() throws Exception {
        rig.mode("burst_5xx", ",\"args\":{\"n\":2,\"code\":502}" + ON_NOTE);

        assertThat(ticket.note().text()).contains("<html>");
        assertThat(ticket.note().status()).isEqualTo(502);
        assertThat(ticket.stored()).isZero();
        assertThat(ticket.note().status()).isEqualTo(201);
    }

    @Test
    void slowBodySendsItsHeadAtOnceAndTheRestInDrops() throws Exception {
        rig.mode("slow_body", ",\"args\":{\"ms\":2000},\"match\":{\"operation\":\"read\"}");
        var request =
                SimulatorRig.request(
                        rig.ports().connectwise(),
                        "GET",
                        "/v4_6_release/apis/3.0/service/tickets/1042",
                        "",
                        SimulatorRig.CONNECTWISE_HEADERS);
        var started = System.nanoTime();

        var response = rig.client().send(request, BodyHandlers.ofInputStream());
        var head = Duration.ofNanos(System.nanoTime() - started);
        var drops = drops(response.body());
        var whole = Duration.ofNanos(System.nanoTime() - started);

        assertThat(head).isLessThan(Duration.ofMillis(1500));
        assertThat(whole).isGreaterThan(Duration.ofMillis(1950));
        assertThat(drops).isGreaterThan(2);
    }

    @Test
    void authExpiredRefusesTheOldKeyAndTakesTheNamedNewOne() throws Exception {
        rig.mode("auth_expired", ",\"args\":{\"private_key\":\"rfpriv2\"}");
        var newKey = new LinkedHashMap<>(SimulatorRig.CONNECTWISE_HEADERS);
        newKey.put("Authorization", SimulatorRig.basic("acme+rfpub:rfpriv2"));

        assertThat(ticket.note().status()).isEqualTo(401);
        assertThat(rig.connectwise("/system/info").status()).isEqualTo(401);
        assertThat(
                        rig.connectwise("GET", "/v4_6_release/apis/3.0/system/info", "", newKey)
                                .status())
                .isEqualTo(200);
        assertThat(rig.connectwise("GET", "/login/companyinfo/acme", "", Map.of()).status())
                .isEqualTo(200);

        rig.admin("DELETE", "modes", "{\"provider\":\"connectwise\",\"mode\":\"auth_expired\"}");
        assertThat(ticket.note().status()).isEqualTo(201);
        assertThat(
                        rig.connectwise("GET", "/v4_6_release/apis/3.0/system/info", "", newKey)
                                .status())
                .isEqualTo(401);
    }

    @Test
    void forbiddenStopsOneOperation() throws Exception {
        rig.mode("forbidden", ",\"args\":{\"operation\":\"status\"}");

        assertThat(ticket.complete().status()).isEqualTo(403);
        assertThat(ticket.status()).isEqualTo(12);
        assertThat(ticket.note().status()).isEqualTo(201);
    }

    @Test
    void mergedAnswersWithAnotherTicket() throws Exception {
        rig.mode("merged", ",\"args\":{\"id\":1041},\"match\":{\"ticket_id\":\"1042\"}");

        var answered = rig.connectwise("/service/tickets/1042");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.json().path("id").longValue()).isEqualTo(1041);
        assertThat(rig.connectwise("/service/tickets/1043").json().path("id").longValue())
                .isEqualTo(1043);
        assertThat(rig.connectwise("/service/boards").status()).isEqualTo(200);
    }

    @Test
    void notFoundTakesTheTicketAway() throws Exception {
        rig.mode("not_found", ",\"match\":{\"ticket_id\":\"1042\"}");

        assertThat(ticket.note().status()).isEqualTo(404);
        assertThat(rig.connectwise("/service/tickets/1042").json().path("message").asString())
                .isEqualTo("Ticket 1042 not found");
        assertThat(rig.connectwise("/service/boards").status()).isEqualTo(200);
        assertThat(rig.connectwise("/service/tickets/1043").status()).isEqualTo(200);
    }

    @Test
    void aFaultOfOneTicketLeavesTheOthersAlone() throws Exception {
        rig.mode(
                "burst_5xx",
                ",\"args\":{\"n\":5},\"match\":{\"operation\":\"note\",\"ticket_id\":\"1040\"}");

        assertThat(ticket.note().status()).isEqualTo(201);
        assertThat(
                        rig.connectwise(
                                        "POST",
                                        "/service/tickets/1040/notes",
                                        TicketUnderTest.body())
                                .status())
                .isEqualTo(503);
    }

    private static int drops(InputStream body) throws IOException {
        var buffer = new byte[4096];
        var drops = 0;
        while (body.read(buffer) >= 0) {
            drops++;
        }
        return drops;
    }
}
