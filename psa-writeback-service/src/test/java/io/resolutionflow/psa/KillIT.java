package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceProcess;
import io.resolutionflow.psa.SessionStub.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A process of the service dies while write-backs stand at each of its crash points, before and
 * after every commit and call. Another replica cleans up, and the engineers repeat (contract-psa
 * §14, row 8).
 */
class KillIT extends RunningService {

    /** In the order in which a post passes them. */
    private static final List<String> POINTS =
            List.of(
                    "psa.before-note-sent",
                    "psa.after-note-sent",
                    "psa.after-note-confirmed",
                    "psa.before-status-sent",
                    "psa.after-status-sent",
                    "psa.after-status-verified",
                    "psa.after-session-called",
                    "psa.after-session-applied");

    private static final int AT_EACH = 2;

    /** A post that had to come again may have passed a point unseen: another stands there. */
    private static final int SPARE = 4;

    private static final Duration SETTLED = Duration.ofSeconds(60);

    @Autowired private ConfigurableEnvironment environment;

    @Test
    void wherever_its_process_died_a_note_is_in_its_ticket_once_or_a_person_is_asked()
            throws Exception {
        UUID connection = connected();
        var armed = new ArrayList<>(POINTS);
        armed.addAll(POINTS);
        List<Session> sessions =
                IntStream.range(0, armed.size() + SPARE)
                        .mapToObj(n -> linkedSession(connection))
                        .toList();
        try (var replica =
                new ServiceProcess(
                        PsaWritebackApplication.class,
                        environment,
                        List.of("Dynamic Test Properties"),
                        String.join(",", armed),
                        // what it leaves behind is picked up soon
                        "--rf.psa.lease=3s")) {
            replica.awaitStarted();
            var client = new ServiceClient(replica.port(), json);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                sessions.forEach(session -> threads.execute(() -> postUntilDead(client, session)));
            }
            assertThat(replica.ends(SETTLED.toSeconds())).isTrue();
        }
        long unsent =
                sessions.stream().filter(one -> Simulator.notes(ticket(one)).isEmpty()).count();
        assertThat(unsent).as("before-note-sent").isBetween((long) AT_EACH, (long) AT_EACH + SPARE);
        long moved = sessions.stream().filter(one -> status(one).equals("16")).count();
        assertThat(moved).as("after-status-sent and later").isGreaterThanOrEqualTo(4 * AT_EACH);
        long resolved = sessions.stream().filter(one -> one.status.equals("resolved")).count();
        assertThat(resolved)
                .as("after-session-called and later")
                .isGreaterThanOrEqualTo(2 * AT_EACH);

        for (Session session : sessions) {
            await().atMost(SETTLED).until(() -> ends(session));
            await().atMost(SETTLED)
                    .untilAsserted(
                            () -> assertThat(state(session)).isIn("completed", "needs_person"));
            boolean done = state(session).equals("completed");
            assertThat(Simulator.notes(ticket(session))).hasSize(done ? 1 : 0);
            assertThat(session.appliedWritebacks).hasSize(done ? 1 : 0);
            assertThat(status(session)).isEqualTo(done ? "16" : "12");
        }
        assertThat(sessions.stream().filter(one -> state(one).equals("completed")))
                .hasSizeGreaterThanOrEqualTo((POINTS.size() - 1) * AT_EACH);
    }

    /** Until it died before it answered. */
    private static void postUntilDead(ServiceClient client, Session session) {
        try {
            while (true) {
                client.call(
                        "POST",
                        client.request(session.handler.bearer(), notePath(session)),
                        note(session));
            }
        } catch (RuntimeException e) {
            // the connection was cut or is refused
        }
    }

    /** What the engineer does: the same again, until it is done or a person has to look. */
    private boolean ends(Session session) {
        Answer answer = post(dana, notePath(session), note(session));
        boolean resolved =
                answer.status() == 200
                        || (answer.text("code").equals("session_not_postable")
                                && session.status.equals("resolved"));
        return resolved || answer.text("next_step").equals("decide");
    }

    /** Every other one for the customer: that one is never sent twice by itself. */
    private static Map<String, String> note(Session session) {
        boolean customer = Integer.parseInt(ticket(session)) % 2 == 0;
        return Map.of("markdown", "Mapped it.", "visibility", customer ? "customer" : "internal");
    }

    private static String status(Session session) {
        return Simulator.status(ticket(session));
    }

    private String state(Session session) {
        return String.valueOf(writeback(session).get("state"));
    }
}
