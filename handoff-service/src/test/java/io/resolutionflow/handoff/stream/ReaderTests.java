package io.resolutionflow.handoff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who hears what (KD-48). */
class ReaderTests {

    private final UUID me = UUID.randomUUID();
    private final Reader reader = new Reader(me, false, false);

    private static StreamRow row(String type, UUID originator, String intent) {
        return new StreamRow(1, type, originator, intent, JsonNodeFactory.instance.objectNode());
    }

    @Test
    void own_creations_and_parked_work_are_left_out_claims_are_not_KD_48() {
        assertThat(reader.wants(row(StreamTypes.CREATED, me, "escalate"))).isFalse();
        assertThat(reader.wants(row(StreamTypes.ASSESSMENT_READY, me, "escalate"))).isFalse();
        assertThat(reader.wants(row(StreamTypes.CREATED, UUID.randomUUID(), "park"))).isFalse();
        assertThat(reader.wants(row(StreamTypes.CLAIMED, me, "escalate"))).isTrue();
        assertThat(reader.wants(row(StreamTypes.CREATED, UUID.randomUUID(), "escalate"))).isTrue();
    }

    @Test
    void who_asks_for_them_gets_own_and_parked_work_too() {
        var all = new Reader(me, true, true);
        assertThat(all.wants(row(StreamTypes.CREATED, me, "park"))).isTrue();
    }
}
