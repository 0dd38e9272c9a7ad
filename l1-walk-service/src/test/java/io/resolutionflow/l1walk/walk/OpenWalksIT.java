package io.resolutionflow.l1walk.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Active walks of one handler (contract-l1 §14). */
class OpenWalksIT extends RunningDesk {

    private static final int MOST = 50;
    private static final Map<String, ?> NOTES_ONLY =
            Map.of("problem_statement", "x", "adhoc", true);

    @Test
    void a_person_has_fifty_and_not_one_more_however_many_are_asked_for_at_once() throws Exception {
        for (int walk = 0; walk < MOST - 2; walk++) {
            assertThat(intake(NOTES_ONLY, lee).status()).isEqualTo(200);
        }

        Callable<Answer> start = () -> intake(NOTES_ONLY, lee);
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    threads.invokeAll(Collections.nCopies(8, start)).stream()
                            .map(Future::resultNow)
                            .toList();
        }

        List<Answer> started = answers.stream().filter(one -> one.status() == 200).toList();
        assertThat(started).hasSize(2);
        assertThat(answers)
                .filteredOn(one -> one.status() != 200)
                .extracting(Answer::code)
                .containsOnly("too_many_active_walks");
        assertThat(count("select count(*) from walk where status = 'active'")).isEqualTo(MOST);
        // who was refused has left no ticket behind
        assertThat(count("select count(*) from internal_ticket")).isEqualTo(MOST);
        assertThat(intake(NOTES_ONLY, mia).status()).isEqualTo(200);

        UUID one = started.getFirst().id("session_id");
        assertThat(post(lee, walk(one) + "/abandon", Map.of("reason", "caller_gone")).status())
                .isEqualTo(200);
        assertThat(intake(NOTES_ONLY, lee).status()).isEqualTo(200);
        assertThat(intake(NOTES_ONLY, lee).code()).isEqualTo("too_many_active_walks");
    }
}
