package io.resolutionflow.platform.testing.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsumedEventTests {

    private static final String TYPE = "toy.note_written";

    record Good(UUID noteId, @Nullable String writtenBy) {}

    record Misnamed(@Nullable UUID id) {}

    record TooSure(UUID noteId, String writtenBy, Instant occurredAt) {}

    record OtherType(int noteId) {}

    @Test
    void a_view_of_some_members_is_sound() {
        assertThat(ConsumedEvent.check(List.of(TYPE), Good.class)).isEmpty();
    }

    @Test
    void a_member_nobody_publishes_is_found() {
        assertThat(ConsumedEvent.check(List.of(TYPE), Misnamed.class))
                .containsExactly("Misnamed.id of toy.note_written: the schema names no id");
    }

    @Test
    void a_member_that_may_be_null_is_found_where_nobody_expects_it() {
        assertThat(ConsumedEvent.check(List.of(TYPE), TooSure.class))
                .containsExactly(
                        "TooSure.writtenBy of toy.note_written: null in the sample, and not @Nullable");
    }

    @Test
    void a_member_of_another_type_is_found() {
        assertThatThrownBy(() -> ConsumedEvent.check(List.of(TYPE), OtherType.class)).isNotNull();
    }
}
