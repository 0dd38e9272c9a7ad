package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.psa.SessionStub.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A process of the service dies while it writes notes, at the worst moment: one note is in its
 * ticket and nobody knows. Another replica cleans up (contract-psa §14, row 8).
 */
class KillIT extends RunningService {

    private static final int POSTS = 12;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    @Autowired private ConfigurableEnvironment environment;

    @Test
    void notes_of_a_replica_that_is_killed_are_in_their_tickets_once_or_wait_for_a_person()
            throws Exception {
        UUID connection = connected();
        List<Session> sessions =
                IntStream.range(0, POSTS).mapToObj(n -> linkedSession(connection)).toList();
        try (var replica = new Replica(environment, "psa.after-note-sent")) {
            replica.awaitStarted();
            var client = new ServiceClient(replica.port(), json);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                sessions.forEach(session -> threads.execute(() -> lost(client, session)));
            }
            await().atMost(SETTLED).until(replica::isDead);
        }
        assertThat(sessions.stream().mapToInt(one -> Simulator.notes(ticket(one)).size()).sum())
                .as("notes that were stored before the process died")
                .isPositive();
        for (Session session : sessions) {
            await().atMost(SETTLED).until(() -> ends(session));
            int notes = Simulator.notes(ticket(session)).size();
            if (writeback(session).get("state").equals("completed")) {
                assertThat(notes).isOne();
                assertThat(session.status).isEqualTo("resolved");
            } else {
                assertThat(notes).isZero();
            }
        }
    }

    private void lost(ServiceClient client, Session session) {
        try {
            client.call(
                    "POST",
                    client.request(dana.bearer(), notePath(session)),
                    Map.of("markdown", "Mapped it.", "visibility", "customer"));
        } catch (RuntimeException e) {
            // the process died before it answered
        }
    }

    /** What the engineer does: the same again, until it is done or a person has to look. */
    private boolean ends(Session session) {
        Answer answer =
                post(
                        dana,
                        notePath(session),
                        Map.of("markdown", "Mapped it.", "visibility", "customer"));
        boolean resolved =
                answer.status() == 200
                        || (answer.text("code").equals("session_not_postable")
                                && session.status.equals("resolved"));
        return resolved || answer.text("next_step").equals("decide");
    }
}
