package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.psa.SessionStub.Session;
import java.util.UUID;

/** Events that make pushes, and what became of them. */
abstract class PushingService extends RunningService {

    /** A linked session of an account that wants its packages pushed. */
    Session escalating() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_escalate");
        return session;
    }

    /** A linked session of an account that wants its notes pushed. */
    Session resolving() {
        Session session = linkedSession(connected());
        switchOn("auto_push_on_resolve");
        return session;
    }

    void awaitPush(Session session, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(session)).isEqualTo(state));
    }

    void awaitPush(UUID handoff, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(handoff)).isEqualTo(state));
    }

    /** Its note was sent once, and its runner is still at it. */
    void awaitSending(Session session) {
        await().atMost(SOON).until(() -> Simulator.requests(ticket(session), "note") == 1);
    }

    Object stateOf(UUID handoff) {
        return rows().list("select state from writeback where handoff_id = ?", handoff).stream()
                .map(row -> row.get("state"))
                .findFirst()
                .orElse("none");
    }

    void cancelled(Session session, UUID handoff) {
        send(
                "rf.handoff.events",
                "handoff.cancelled",
                handoff,
                UUID.randomUUID(),
                1,
                """
                {"handoff_id": "%s", "source_kind": "session", "source_id": "%s", "session_id": "%s", "walk_id": null,
                 "intent": "escalate", "origin": "escalate", "status": "cancelled", "priority": "normal", "handed_off_by": "%s",
                 "handed_off_by_name": "Dana Reyes", "claim_epoch": 1, "version": 2, "stream_seq": 1,
                 "occurred_at": "2026-11-20T14:05:00Z"}
                """
                        .formatted(handoff, session.id, session.id, dana.userId()));
    }

    Object state(Session session) {
        return rows().list("select state from writeback where session_id = ?", session.id).stream()
                .map(row -> row.get("state"))
                .findFirst()
                .orElse("none");
    }

    void switchOn(String preference) {
        assertThat(
                        patch(
                                        owner,
                                        "/api/v1/accounts/me/preferences",
                                        "{\"psa\": {\"%s\": true}}".formatted(preference))
                                .status())
                .isEqualTo(200);
    }

    void resolved(Session session, UUID event, long seq, String writeback) {
        send(
                "rf.session.events",
                "session.resolved",
                session.id,
                event,
                seq,
                """
                {"session_id": "%s", "writeback_id": %s, "psa_ticket_id": "%s", "psa_connection_id": "%s", "actor_id": "%s",
                 "actor_name": "Dana Reyes", "acting_as": null, "occurred_at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                session.id,
                                writeback,
                                session.ticket,
                                session.connection,
                                dana.userId()));
    }

    void handedOff(Session session, UUID handoff) {
        handedOff(session, handoff, 1);
    }

    void handedOff(Session session, UUID handoff, long seq) {
        send(
                "rf.session.events",
                "session.handoff_requested",
                session.id,
                UUID.randomUUID(),
                seq,
                """
                {"handoff_id": "%s", "session_id": "%s", "walk_id": null, "intent": "escalate", "origin": "escalate", "reason": "x",
                 "priority": "normal", "handed_off_by": "%s", "handed_off_by_name": "Dana Reyes", "psa_ticket_id": "%s",
                 "psa_connection_id": "%s", "snapshot": {}, "occurred_at": "2026-11-20T14:03:09Z"}
                """
                        .formatted(
                                handoff,
                                session.id,
                                dana.userId(),
                                session.ticket,
                                session.connection));
    }

    void send(String topic, String type, UUID aggregate, UUID id, long seq, String data) {
        publish(topic, new TestEvent(id, type, account, aggregate, seq, data));
    }
}
