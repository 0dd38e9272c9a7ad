package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;

/**
 * Faults around a note: stored or not, told or not, changed or late ({@code contract-psa.md} §14).
 */
class NoteFaultTests {

    private static final String ON_NOTE = ",\"match\":{\"operation\":\"note\"}";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    private final TicketUnderTest ticket = new TicketUnderTest(rig);

    @Test
    void errorAfterCommitHasStoredTheNoteAllTheSame() throws Exception {
        for (var code : new int[] {422, 500, 502, 503}) {
            rig.admin("POST", "reset", "");
            rig.mode("error_after_commit", ",\"args\":{\"code\":%d}".formatted(code) + ON_NOTE);

            var answered = ticket.note();

            assertThat(answered.status()).isEqualTo(code);
            assertThat(answered.header("Content-Type"))
                    .contains(code == 502 || code == 503 ? "html" : "json");
            assertThat(ticket.stored()).as("stored with %d", code).isEqualTo(1);
        }
    }

    @Test
    void aRefusedNoteIsNoCommitAndKeepsItsOwnError() throws Exception {
        rig.mode("error_after_commit", ",\"args\":{\"code\":503}" + ON_NOTE);

        assertThat(
                        rig.connectwise("POST", TicketUnderTest.NOTES, "{\"text\":\"no flag\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void hangAfterCommitStoresAndSaysNothing() throws Exception {
        rig.mode("hang_after_commit", ",\"args\":{\"ms\":60000}" + ON_NOTE);
        var request =
                HttpRequest.newBuilder(
                                SimulatorRig.request(
                                        rig.ports().connectwise(),
                                        "POST",
                                        "/v4_6_release/apis/3.0" + TicketUnderTest.NOTES,
                                        TicketUnderTest.body(),
                                        SimulatorRig.CONNECTWISE_HEADERS),
                                (name, value) -> true)
                        .timeout(Duration.ofMillis(400))
                        .build();

        assertThatThrownBy(() -> rig.client().send(request, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        Awaitility.await().until(() -> ticket.stored() == 1);
    }

    @Test
    void hangAfterCommitAnswersWhoWaits() throws Exception {
        rig.mode("hang_after_commit", ",\"args\":{\"ms\":300}" + ON_NOTE);
        var started = Instant.now();

        assertThat(ticket.note().status()).isEqualTo(201);
        assertThat(Duration.between(started, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void dropAfterCommitStoresAndCutsTheConnection() throws Exception {
        rig.mode("drop_after_commit", ON_NOTE);

        assertThatThrownBy(ticket::note).isInstanceOf(IOException.class);
        assertThat(ticket.stored()).isEqualTo(1);
    }

    @Test
    void dropAfterCommitCanCutInTheMiddleOfTheBody() throws Exception {
        rig.mode("drop_after_commit", ",\"args\":{\"bytes\":10}" + ON_NOTE);

        assertThatThrownBy(ticket::note).isInstanceOf(IOException.class);
        assertThat(ticket.stored()).isEqualTo(1);
        assertThat(
                        rig.admin("GET", "journal?operation=note", "")
                                .json()
                                .get(0)
                                .path("status")
                                .intValue())
                .isEqualTo(201);
    }

    @Test
    void dropBeforeCommitLooksTheSameAndStoresNothing() throws Exception {
        rig.mode("drop_before_commit", ON_NOTE + ",\"times\":1");

        assertThatThrownBy(ticket::note).isInstanceOf(IOException.class);
        assertThat(ticket.stored()).isZero();
        assertThat(ticket.note().status()).isEqualTo(201);
    }

    @Test
    void lateVisibleHidesAStoredNoteUntilItsTime() throws Exception {
        rig.mode("late_visible", ",\"args\":{\"ms\":60000}");

        assertThat(ticket.note().status()).isEqualTo(201);
        assertThat(ticket.shown()).isZero();
        assertThat(ticket.stored()).isEqualTo(1);

        rig.advance(Duration.ofSeconds(59));
        assertThat(ticket.shown()).isZero();
        rig.advance(Duration.ofSeconds(2));
        assertThat(ticket.shown()).isEqualTo(1);
    }

    @Test
    void garbageBodyIsASuccessNobodyCanRead() throws Exception {
        rig.mode("garbage_body", ON_NOTE + ",\"times\":1");
        rig.mode("garbage_body", ",\"args\":{\"kind\":\"cut_json\"}" + ON_NOTE + ",\"times\":1");

        var html = ticket.note();
        var half = ticket.note();

        assertThat(html.status()).isEqualTo(201);
        assertThat(html.text()).startsWith("<html>");
        assertThat(half.text()).startsWith("{");
        assertThatThrownBy(half::json).isInstanceOf(JacksonException.class);
        assertThat(ticket.stored()).isEqualTo(2);
    }

    @Test
    void newlineToSpaceChangesWhatIsReadBack() throws Exception {
        rig.mode("newline_to_space", "");

        assertThat(ticket.readBack())
                .isEqualTo("Reset the adapter. Drive opens & works. [ref RF-7K3Q9M2X4TBA]");
    }

    @Test
    void htmlRewriteChangesWhatIsReadBack() throws Exception {
        rig.mode("html_rewrite", "");

        assertThat(ticket.readBack())
                .isEqualTo(
                        "<p>Reset the adapter.<br />\nDrive opens &amp; works.<br />\n[ref RF-7K3Q9M2X4TBA]</p>");
    }

    @Test
    void truncateCutsWhatIsReadBack() throws Exception {
        rig.mode("truncate", ",\"args\":{\"n\":5}");

        assertThat(ticket.readBack()).isEqualTo("Reset");
        assertThat(
                        rig.ledger("connectwise", 1042)
                                .path("notes")
                                .get(0)
                                .path("sent_text")
                                .asString())
                .endsWith("[ref RF-7K3Q9M2X4TBA]");
    }
}
