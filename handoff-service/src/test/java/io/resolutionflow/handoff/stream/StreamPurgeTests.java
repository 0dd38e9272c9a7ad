package io.resolutionflow.handoff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StreamPurgeTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:03:09Z");

    @Test
    void it_goes_on_until_a_batch_is_not_full() {
        var rows = new OldRows(12_000);
        new StreamPurge(rows, Duration.ofHours(48), Clock.fixed(NOW, ZoneOffset.UTC)).run();
        assertThat(rows.left).isZero();
        assertThat(rows.batches).containsExactly(5_000, 5_000, 2_000);
    }

    private static final class OldRows implements StreamEvents {

        private final List<Integer> batches = new ArrayList<>();
        private int left;

        OldRows(int rows) {
            left = rows;
        }

        @Override
        public int purge(Instant before, int most) {
            assertThat(before).isEqualTo(NOW.minus(Duration.ofHours(48)));
            int gone = Math.min(left, most);
            left -= gone;
            batches.add(gone);
            return gone;
        }

        @Override
        public long append(
                String type, UUID handoffId, UUID originator, String intent, ObjectNode payload) {
            throw new AssertionError("only purged here");
        }

        @Override
        public List<StreamRow> after(long seq, int max) {
            throw new AssertionError("only purged here");
        }

        @Override
        public boolean has(long seq) {
            throw new AssertionError("only purged here");
        }

        @Override
        public long current() {
            throw new AssertionError("only purged here");
        }
    }
}
