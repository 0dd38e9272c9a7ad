package io.resolutionflow.handoff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.handoff.stream.StreamConnection.Next;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bounded, in order, never silently lossy (KD-48). */
class StreamConnectionTests {

    private static final Duration AT_ONCE = Duration.ZERO;
    private final UUID me = UUID.randomUUID();
    private final StreamConnection connection =
            new StreamConnection(UUID.randomUUID(), new Reader(me, false, false), 3);

    private static StreamRow row(long seq) {
        return row(seq, StreamTypes.CREATED, UUID.randomUUID(), "escalate");
    }

    private static StreamRow row(long seq, String type, UUID originator, String intent) {
        return new StreamRow(seq, type, originator, intent, JsonNodeFactory.instance.objectNode());
    }

    @Test
    void a_full_reader_gets_one_resync_at_the_newest_position_and_then_goes_on_KD_48()
            throws InterruptedException {
        for (long seq = 1; seq <= 6; seq++) {
            connection.offer(row(seq));
        }
        assertThat(connection.take(AT_ONCE)).isEqualTo(new Next.Overflow(6));
        connection.offer(row(7));
        assertThat(connection.take(AT_ONCE))
                .isInstanceOfSatisfying(
                        Next.Row.class, next -> assertThat(next.row().seq()).isEqualTo(7));
        assertThat(connection.take(AT_ONCE)).isInstanceOf(Next.Silence.class);
    }

    @Test
    void what_the_reader_has_already_is_not_given_again() throws InterruptedException {
        connection.offer(row(4));
        connection.startAfter(5);
        connection.offer(row(5));
        connection.offer(row(6));
        assertThat(connection.take(AT_ONCE))
                .isInstanceOfSatisfying(
                        Next.Row.class, next -> assertThat(next.row().seq()).isEqualTo(6));
        assertThat(connection.take(AT_ONCE)).isInstanceOf(Next.Silence.class);
    }

    @Test
    void own_creations_and_parked_work_are_left_out_claims_are_not_KD_48()
            throws InterruptedException {
        connection.offer(row(1, StreamTypes.CREATED, me, "escalate"));
        connection.offer(row(2, StreamTypes.ASSESSMENT_READY, me, "escalate"));
        connection.offer(row(3, StreamTypes.CREATED, UUID.randomUUID(), "park"));
        connection.offer(row(4, StreamTypes.CLAIMED, me, "escalate"));
        assertThat(connection.take(AT_ONCE))
                .isInstanceOfSatisfying(
                        Next.Row.class, next -> assertThat(next.row().seq()).isEqualTo(4));
        assertThat(connection.take(AT_ONCE)).isInstanceOf(Next.Silence.class);
    }

    @Test
    void the_end_comes_before_what_still_waits() throws InterruptedException {
        connection.offer(row(1));
        connection.end("shutdown");
        assertThat(connection.take(AT_ONCE)).isEqualTo(new Next.End("shutdown"));
    }
}
