package io.resolutionflow.handoff.handoff.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.l1.L1Calls;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.contracts.session.SessionCalls;
import io.resolutionflow.handoff.handoff.Act;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handed;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.SourceOwner;
import io.resolutionflow.handoff.handoff.SourceOwner.Answer;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceOwnerClientTests {

    private static final SourceOwner.Wish WISH =
            new SourceOwner.Wish(Intent.PARK, null, null, null, null);

    private final List<L1Calls.ApplyAct> toWalk = new ArrayList<>();
    private final List<SessionCalls.ApplyAct> toSession = new ArrayList<>();
    private boolean sessionsKnowNothing;
    private int sessionsAwayFor;
    private int sessionsAsked;

    private final SessionApi sessions =
            called(SessionApi.class, new SessionCalls.ActApplied("active", null, null, null, null));
    private final L1Api walks = called(L1Api.class, new L1Calls.ActApplied("escalated", null));
    private final SourceOwnerClient client =
            new SourceOwnerClient(sessions, walks, new ActCalls(sessions, walks));

    @ParameterizedTest
    @EnumSource(names = {"RELEASED", "REASSIGNED", "CANCELLED", "EXPIRED"})
    void a_continuation_session_that_is_not_there_yet_means_the_owner_is_away(Act act) {
        sessionsKnowNothing = true;
        Handoff handoff = Handed.walk(Status.OPEN, null, UUID.randomUUID());
        assertThat(apply(act, handoff)).isInstanceOf(Answer.Away.class);
    }

    @Test
    void a_source_that_a_claim_does_not_find_is_deleted() {
        sessionsKnowNothing = true;
        assertThat(apply(Act.CLAIMED, Handed.claimedByDana()))
                .isEqualTo(new Answer.Refused(CloseReason.DELETED));
    }

    @Test
    void a_walk_nobody_holds_is_told_no_handler_and_one_that_is_held_its_claimer() {
        apply(Act.REASSIGNED, Handed.walk(Status.OPEN, null, null));
        apply(Act.REASSIGNED, Handed.walk(Status.CLAIMED, Handed.ELI, UUID.randomUUID()));
        assertThat(toWalk.getFirst().handlerId()).isNull();
        assertThat(toWalk.getFirst().handlerName()).isNull();
        assertThat(toWalk.getLast().handlerId()).isEqualTo(Handed.ELI.id());
        assertThat(toWalk.getLast().handlerName()).isEqualTo("Eli Stone");
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASED", "REASSIGNED"})
    void the_session_that_continued_a_walk_never_gets_the_l1_originator_as_its_handler(Act act) {
        apply(act, Handed.walk(Status.OPEN, null, UUID.randomUUID()));
        assertThat(toSession.getFirst().handlerId()).isNull();
        assertThat(toSession.getFirst().handlerName()).isNull();
    }

    @Test
    void a_session_given_back_is_its_originators_again() {
        apply(Act.RELEASED, Handed.waiting());
        assertThat(toSession.getFirst().handlerId()).isEqualTo(Handed.ANA.id());
    }

    @Test
    void a_session_that_is_slow_once_is_asked_again_before_anybody_hears_of_it() {
        sessionsAwayFor = 1;
        // the answer here is an act's: what matters is that the second call was made
        assertThatThrownBy(() -> client.handOn(UUID.randomUUID(), UUID.randomUUID(), WISH))
                .isInstanceOf(ClassCastException.class);
        assertThat(sessionsAsked).isEqualTo(2);
    }

    @Test
    void a_session_that_stays_away_is_unavailable_after_two_calls() {
        sessionsAwayFor = 5;
        assertThatThrownBy(() -> client.handOn(UUID.randomUUID(), UUID.randomUUID(), WISH))
                .isInstanceOfSatisfying(
                        DomainException.class, no -> assertThat(no.status()).isEqualTo(503));
        assertThat(sessionsAsked).isEqualTo(2);
    }

    private Answer apply(Act act, Handoff handoff) {
        return client.apply(act, handoff, Actor.system(), Handed.AT, null);
    }

    /** Answers every act alike and keeps what walks and sessions were told. */
    private <T> T called(Class<T> api, Object answer) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (proxy, method, arguments) -> {
                            if (api == SessionApi.class && sessionsAsked++ < sessionsAwayFor) {
                                throw new RemoteUnavailableException("session-service", "slow");
                            }
                            if (api == SessionApi.class && sessionsKnowNothing) {
                                throw new RemoteProblemException(
                                        404, "not_found", "No.", Map.of(), null);
                            }
                            if (arguments[2] instanceof L1Calls.ApplyAct told) {
                                toWalk.add(told);
                            }
                            if (arguments[2] instanceof SessionCalls.ApplyAct told) {
                                toSession.add(told);
                            }
                            return answer;
                        }));
    }
}
