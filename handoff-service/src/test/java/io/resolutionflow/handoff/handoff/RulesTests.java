package io.resolutionflow.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.handoff.handoff.Rules.Decision;
import io.resolutionflow.handoff.handoff.Rules.Who;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may do what, and the order of the answers: right to act before state. */
class RulesTests {

    private static final Who ORIGINATOR = new Who(Handed.ANA.id(), false);
    private static final Who CLAIMER = new Who(Handed.DANA.id(), false);
    private static final Who COLLEAGUE = new Who(Handed.ELI.id(), false);
    private static final Who ADMIN = new Who(new UUID(1, 9), true);
    private final Handoff cancelled = Handed.of(Handed.state(Status.CANCELLED, null, 1));
    private final Handoff closed =
            Handed.of(Handed.claimed().closed(CloseReason.RESOLVED, Handed.AT));

    @Test
    void a_colleague_claims_what_is_open() {
        assertThat(Rules.claim(Handed.waiting(), Handed.ELI.id())).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void the_originator_never_claims_whatever_the_state() {
        for (Handoff handoff :
                new Handoff[] {Handed.waiting(), Handed.claimedByDana(), cancelled, closed}) {
            assertThat(code(Rules.claim(handoff, Handed.ANA.id()))).isEqualTo("own_handoff");
        }
    }

    @Test
    void a_claimed_one_answers_its_claimer_and_names_them_to_others() {
        assertThat(Rules.claim(Handed.claimedByDana(), Handed.DANA.id()))
                .isEqualTo(Decision.UNCHANGED);
        Decision late = Rules.claim(Handed.claimedByDana(), Handed.ELI.id());
        assertThat(code(late)).isEqualTo("already_claimed");
        assertThat(((Decision.Refused) late).answer().members())
                .containsEntry("claimed_by_id", Handed.DANA.id().toString())
                .containsEntry("claimed_by_name", "Dana Reyes")
                .containsEntry("claimed_at", "2026-11-20T14:03:09Z");
    }

    @Test
    void what_is_over_says_how_it_ended() {
        assertThat(((Decision.Refused) Rules.claim(closed, Handed.ELI.id())).answer().members())
                .containsEntry("handoff_status", "closed")
                .containsEntry("closed_reason", "resolved");
        assertThat(code(Rules.claim(cancelled, Handed.ELI.id()))).isEqualTo("handoff_closed");
    }

    @Test
    void the_claimer_or_an_admin_releases_KD_53() {
        assertThat(Rules.release(Handed.claimedByDana(), CLAIMER, null))
                .isEqualTo(Decision.ALLOWED);
        assertThat(Rules.release(Handed.claimedByDana(), ADMIN, null)).isEqualTo(Decision.ALLOWED);
        assertThat(code(Rules.release(Handed.claimedByDana(), COLLEAGUE, null)))
                .isEqualTo("not_claimer");
        assertThat(code(Rules.release(Handed.waiting(), ADMIN, null))).isEqualTo("not_claimed");
        assertThat(Rules.release(Handed.waiting(), CLAIMER, CLAIMER.id()))
                .isEqualTo(Decision.UNCHANGED);
        assertThat(code(Rules.release(closed, CLAIMER, null))).isEqualTo("handoff_closed");
    }

    @Test
    void the_originator_or_an_admin_cancels_what_nobody_took_KD_53() {
        assertThat(Rules.cancel(Handed.waiting(), ORIGINATOR)).isEqualTo(Decision.ALLOWED);
        assertThat(Rules.cancel(Handed.waiting(), ADMIN)).isEqualTo(Decision.ALLOWED);
        assertThat(code(Rules.cancel(Handed.waiting(), COLLEAGUE))).isEqualTo("not_originator");
        assertThat(code(Rules.cancel(Handed.claimedByDana(), ORIGINATOR)))
                .isEqualTo("already_claimed");
        assertThat(Rules.cancel(cancelled, ORIGINATOR)).isEqualTo(Decision.UNCHANGED);
        assertThat(code(Rules.cancel(closed, ORIGINATOR))).isEqualTo("handoff_closed");
    }

    @Test
    void who_holds_it_passes_it_on_KD_53() {
        assertThat(Rules.reassign(Handed.waiting(), ORIGINATOR)).isEqualTo(Decision.ALLOWED);
        assertThat(code(Rules.reassign(Handed.waiting(), COLLEAGUE)))
                .isEqualTo("not_allowed_to_reassign");
        assertThat(code(Rules.reassign(Handed.claimedByDana(), ORIGINATOR)))
                .isEqualTo("not_allowed_to_reassign");
        assertThat(Rules.reassign(Handed.claimedByDana(), CLAIMER)).isEqualTo(Decision.ALLOWED);
        assertThat(Rules.reassign(Handed.claimedByDana(), ADMIN)).isEqualTo(Decision.ALLOWED);
        assertThat(code(Rules.reassign(cancelled, ORIGINATOR))).isEqualTo("handoff_closed");
    }

    private static @Nullable String code(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.answer().code() : null;
    }
}
