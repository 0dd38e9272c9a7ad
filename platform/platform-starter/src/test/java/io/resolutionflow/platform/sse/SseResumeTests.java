package io.resolutionflow.platform.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SseResumeTests {

    private static SseResume from(String last) {
        // 1 to 10 were written, 1 to 3 are gone
        return SseResume.from(last, 10, 10, seq -> seq > 3, 5);
    }

    @Test
    void a_reader_goes_on_behind_what_it_had() {
        assertThat(from("7")).isEqualTo(new SseResume(7, null));
        assertThat(from("10")).isEqualTo(new SseResume(10, null));
        assertThat(from(" ")).isEqualTo(new SseResume(10, null));
    }

    @Test
    void what_cannot_be_given_unbroken_says_why() {
        assertThat(from("nonsense")).isEqualTo(new SseResume(10, "unknown_id"));
        assertThat(from("-1")).isEqualTo(new SseResume(10, "unknown_id"));
        assertThat(from("11")).isEqualTo(new SseResume(10, "unknown_id"));
        assertThat(from("2")).isEqualTo(new SseResume(10, "too_old"));
        assertThat(from("4")).isEqualTo(new SseResume(10, "too_many"));
        assertThat(from("5")).isEqualTo(new SseResume(5, null));
    }
}
