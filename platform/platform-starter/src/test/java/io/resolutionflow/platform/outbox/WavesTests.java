package io.resolutionflow.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.outbox.OutboxStore.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WavesTests {

    private static final UUID ACME = UUID.randomUUID();
    private static final UUID GLOBEX = UUID.randomUUID();

    private static Due event(UUID account, String aggregate, long seq) {
        return new Due(
                account,
                UUID.randomUUID(),
                1,
                1,
                "topic",
                "type",
                aggregate,
                seq,
                "{}",
                null,
                Instant.EPOCH);
    }

    private static List<List<String>> all(Waves waves) {
        var sent = new ArrayList<List<String>>();
        while (waves.hasNext()) {
            sent.add(
                    waves.next().stream()
                            .map(event -> event.aggregateId() + event.aggregateSeq())
                            .toList());
        }
        return sent;
    }

    @Test
    void one_event_of_each_aggregate_is_under_way_at_a_time() {
        var waves =
                new Waves(
                        List.of(
                                event(ACME, "a", 4),
                                event(ACME, "a", 5),
                                event(ACME, "a", 6),
                                event(ACME, "b", 1),
                                event(GLOBEX, "a", 9)));

        assertThat(all(waves))
                .containsExactly(List.of("a4", "b1", "a9"), List.of("a5"), List.of("a6"));
    }

    @Test
    void behind_a_failed_event_nothing_of_its_aggregate_is_sent() {
        var waves =
                new Waves(
                        List.of(
                                event(ACME, "a", 1),
                                event(ACME, "a", 2),
                                event(GLOBEX, "a", 1),
                                event(GLOBEX, "a", 2)));

        waves.drop(waves.next().getFirst());

        assertThat(waves.next()).extracting(Due::accountId).containsExactly(GLOBEX);
        assertThat(waves.hasNext()).isFalse();
    }
}
