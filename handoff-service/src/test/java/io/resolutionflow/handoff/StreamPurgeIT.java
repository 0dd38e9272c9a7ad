package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.handoff.stream.StreamEvents;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract-handoffs §6: the live stream is kept 48 h, and its table does not grow for ever. */
class StreamPurgeIT extends RunningService {

    private static final int OLD = 250;
    private static final int BATCH = 100;

    @Autowired private StreamEvents events;

    @Test
    void old_rows_go_in_batches_and_what_can_be_resumed_from_stays() {
        rows(1, OLD, "49 hours");
        rows(OLD + 1, OLD + 3, "47 hours");
        Instant before = Instant.now().minus(Duration.ofHours(48));
        assertThat(events.purge(before, BATCH)).isEqualTo(BATCH);
        assertThat(count("select count(*) from stream_event")).isEqualTo(OLD + 3 - BATCH);
        assertThat(events.purge(before, BATCH)).isEqualTo(BATCH);
        assertThat(events.purge(before, BATCH)).isLessThan(BATCH);
        assertThat(events.purge(before, BATCH)).isZero();
        assertThat(count("select count(*) from stream_event")).isEqualTo(3);
        assertThat(count("select min(seq) from stream_event")).isEqualTo(OLD + 1);
    }

    private void rows(int first, int last, String age) {
        rows().update(
                        """
                        insert into stream_event (account_id, seq, event_type, handoff_id, originator_id, intent, payload, created_at)
                        select ?, n, 'handoff_created', gen_random_uuid(), gen_random_uuid(), 'escalate', '{}', now() - ?::interval
                          from generate_series(?, ?) n
                        """,
                        account,
                        age,
                        first,
                        last);
    }
}
