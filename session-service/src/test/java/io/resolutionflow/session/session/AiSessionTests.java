package io.resolutionflow.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AiSessionTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static final Actor DANA = Actor.vouchedFor(UUID.randomUUID(), "Dana Reyes", null);
    private static final Actor KIM = Actor.vouchedFor(UUID.randomUUID(), "Kim Sato", null);

    private final AiSession session =
            new AiSession(
                    new AiSession.Beginning(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            DANA,
                            "chat",
                            "free_text",
                            IntakeContent.EMPTY,
                            "New Chat",
                            true,
                            Triage.EMPTY,
                            TicketLink.NONE,
                            NOW));

    private static OpenHandoff handoff(UUID id, String intent, SessionStatus previous) {
        return new OpenHandoff(id, intent, NOW, DANA.id(), DANA.name(), "normal", previous);
    }

    private void escalate(UUID id, @Nullable UUID target) {
        session.escalate(
                SessionStatus.REQUESTING_ESCALATION,
                handoff(id, "escalate", session.status()),
                target,
                "stuck",
                NOW);
    }

    private Resolution solved() {
        return new Resolution(NOW, "Solved", null, null, List.of(), List.of());
    }

    @Test
    void the_version_rises_once_in_a_transaction_however_much_changes() {
        session.raise(NOW);
        session.pause(NOW);
        session.resume(NOW);

        assertThat(session.stateVersion()).isEqualTo(1);
    }

    @Test
    void a_claim_moves_the_handler_and_clears_what_waited() {
        UUID id = UUID.randomUUID();
        escalate(id, KIM.id());

        var cleared = session.claim(id, 1, KIM.id(), KIM.name(), NOW);

        assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(session.handlerId()).isEqualTo(KIM.id());
        assertThat(session.ownerId()).isEqualTo(DANA.id());
        assertThat(session.openHandoff()).isNull();
        assertThat(session.escalation().to()).isNull();
        assertThat(session.lastHandoffId()).isEqualTo(id);
        assertThat(cleared.values()).containsKeys("open_handoff", "escalated_to_id");
    }

    @Test
    void a_release_puts_back_exactly_what_waited_before() {
        UUID id = UUID.randomUUID();
        escalate(id, KIM.id());
        OpenHandoff before = session.openHandoff();
        session.claim(id, 1, KIM.id(), KIM.name(), NOW);

        session.release(2, NOW);

        assertThat(session.status()).isEqualTo(SessionStatus.REQUESTING_ESCALATION);
        assertThat(session.openHandoff()).isEqualTo(before);
        assertThat(session.handlerId()).isEqualTo(DANA.id());
        assertThat(session.escalation().to()).isEqualTo(KIM.id());
    }

    @Test
    void a_released_park_is_paused_again() {
        UUID id = UUID.randomUUID();
        session.park(handoff(id, "park", SessionStatus.ACTIVE), NOW);
        session.claim(id, 1, KIM.id(), KIM.name(), NOW);

        session.release(2, NOW);

        assertThat(session.status()).isEqualTo(SessionStatus.PAUSED);
        assertThat(session.openHandoff()).isNotNull();
    }

    @Test
    void kd_34_resolving_forgets_the_escalation_and_a_package_forgets_the_resolution() {
        escalate(UUID.randomUUID(), null);
        session.resolve(solved(), NOW);

        assertThat(session.escalation().at()).isNull();
        assertThat(session.escalation().reason()).isNull();
        assertThat(session.openHandoff()).isNull();

        var cleared =
                session.escalate(
                        SessionStatus.ESCALATED,
                        handoff(UUID.randomUUID(), "escalate", SessionStatus.RESOLVED),
                        null,
                        "not solved after all",
                        NOW);

        assertThat(session.resolution().at()).isNull();
        assertThat(session.resolution().summary()).isNull();
        assertThat(cleared.values()).containsKey("resolution");
    }

    @Test
    void a_cancelled_handoff_goes_back_to_where_it_came_from() {
        session.pause(NOW);
        escalate(UUID.randomUUID(), null);

        session.withdrawHandoff(SessionStatus.PAUSED, 1, NOW);

        assertThat(session.status()).isEqualTo(SessionStatus.PAUSED);
        assertThat(session.escalation().reason()).isNull();
        assertThat(session.openHandoff()).isNull();
    }

    @Test
    void a_handoff_withdrawn_after_a_release_cannot_be_claimed_however_new_the_epoch() {
        UUID id = UUID.randomUUID();
        escalate(id, null);
        session.claim(id, 1, KIM.id(), KIM.name(), NOW);
        session.release(2, NOW);
        session.withdrawHandoff(SessionStatus.ACTIVE, 3, NOW);

        var late = StatusMachine.decide(Trigger.CLAIM, session.situation(null, id));

        assertThat(late).isInstanceOf(StatusMachine.Verdict.Finished.class);
    }

    @Test
    void epochs_begin_anew_with_every_handoff() {
        UUID first = UUID.randomUUID();
        escalate(first, null);
        session.claim(first, 3, KIM.id(), KIM.name(), NOW);
        assertThat(session.claimEpoch()).isEqualTo(3);

        escalate(UUID.randomUUID(), null);

        assertThat(session.claimEpoch()).isZero();
    }
}
