package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults that make a status not what it seems ({@code contract-psa.md} §14). */
class StatusFaultTests {

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    private final TicketUnderTest ticket = new TicketUnderTest(rig);

    @Test
    void silentRejectStatusShowsTheNewStatusOnceAndKeepsTheOldOne() throws Exception {
        rig.mode("silent_reject_status", "");

        var answered = ticket.complete();

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.json().path("status").path("id").intValue()).isEqualTo(16);
        assertThat(ticket.status()).isEqualTo(12);
        assertThat(rig.ledger("connectwise", 1042).path("status_history")).isEmpty();
    }

    @Test
    void lateRevertTakesTheStatusBack() throws Exception {
        rig.mode("late_revert", ",\"args\":{\"ms\":1000}");

        ticket.complete();
        assertThat(ticket.status()).isEqualTo(16);
        rig.advance(Duration.ofSeconds(2));

        assertThat(ticket.status()).isEqualTo(12);
        var history = rig.ledger("connectwise", 1042).path("status_history");
        assertThat(history.get(1).path("cause").asString()).isEqualTo("late_revert");
    }

    @Test
    void foreignChangePutsAThirdStatusBetweenWriteAndRead() throws Exception {
        rig.mode("foreign_change", "");

        assertThat(ticket.complete().json().path("status").path("id").intValue()).isEqualTo(16);
        assertThat(ticket.status()).isNotIn(12, 16);
    }

    @Test
    void foreignChangeCanNameTheStatus() throws Exception {
        rig.mode("foreign_change", ",\"args\":{\"status_id\":18}");
        ticket.complete();

        assertThat(ticket.status()).isEqualTo(18);
    }

    @Test
    void nestedFalse200IsASuccessThatChangesNothing() throws Exception {
        rig.mode("nested_false_200", "");

        var nested = "[{\"op\":\"replace\",\"path\":\"status/id\",\"value\":16}]";
        assertThat(rig.connectwise("PATCH", "/service/tickets/1042", nested).status())
                .isEqualTo(200);
        assertThat(ticket.status()).isEqualTo(12);

        ticket.complete();
        assertThat(ticket.status()).isEqualTo(16);
    }
}
