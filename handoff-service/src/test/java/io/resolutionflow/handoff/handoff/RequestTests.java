package io.resolutionflow.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RequestTests {

    @Test
    void an_escalation_without_reason_takes_the_first_sentence_that_is_no_heading() {
        String notes =
                "# Problem\n\nThe tunnel drops every ten minutes. Restarting helps for a while.\n\n## Tried\n";
        assertThat(Request.reasonOf(Intent.ESCALATE, null, notes))
                .isEqualTo("The tunnel drops every ten minutes.");
        assertThat(Request.reasonOf(Intent.ESCALATE, "  ", "No full stop here"))
                .isEqualTo("No full stop here");
        assertThat(Request.reasonOf(Intent.ESCALATE, "Given", notes)).isEqualTo("Given");
        assertThat(Request.reasonOf(Intent.ESCALATE, null, "# Only\n## headings")).isNull();
        assertThat(Request.reasonOf(Intent.ESCALATE, null, "x".repeat(900))).hasSize(500);
        // half a character would be no text at all
        assertThat(Request.reasonOf(Intent.ESCALATE, null, "x".repeat(499) + "\uD83D\uDD14 rings"))
                .isEqualTo("x".repeat(499));
    }

    @Test
    void a_park_keeps_its_notes_to_itself() {
        assertThat(Request.reasonOf(Intent.PARK, null, "Back on Monday.")).isNull();
    }

    @Test
    void a_walk_shows_its_problem_and_customer_on_the_card() {
        var snapshot =
                JsonMapper.shared()
                        .readTree(
                                """
                                {"problem_text": "no shared drive", "category": "networking", "customer_name": "Initrode", "walked_path": [{}, {}],
                                 "ticket_kind": "psa", "ticket_id": "1042", "psa_connection_id": "00000000-0000-4000-8000-000000000001"}
                                """);
        Card card = CardReading.of(SourceKind.L1_WALK, snapshot);
        assertThat(card.title()).isEqualTo("no shared drive");
        assertThat(card.clientName()).isEqualTo("Initrode");
        assertThat(card.stepCount()).isEqualTo(2);
        assertThat(card.psaTicketId()).isEqualTo("1042");
        assertThat(card.internalTicketId()).isNull();
    }
}
