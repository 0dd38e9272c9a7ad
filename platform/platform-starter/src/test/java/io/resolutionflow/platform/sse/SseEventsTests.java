package io.resolutionflow.platform.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.sse.SseEvents.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseEventsTests {

    @Test
    void fields_are_read_as_the_format_says() throws IOException {
        assertThat(
                        read(
                                """
                                retry: 3000

                                : keep-alive

                                id: 7
                                event: delta
                                data: {"a":1}

                                data:no space
                                data: second: line
                                future: field

                                """))
                .containsExactly(
                        new Event("7", "delta", "{\"a\":1}"),
                        new Event("7", "message", "no space\nsecond: line"));
    }

    @Test
    void an_event_cut_off_in_the_middle_is_not_given_out() throws IOException {
        assertThat(read("event: done\ndata: {\"text\":")).isEmpty();
        assertThat(read("event: done\ndata: {}\n")).isEmpty();
    }

    @Test
    void a_name_without_data_does_not_stick_to_the_next_event() throws IOException {
        assertThat(read("event: lost\n\ndata: 1\n\n"))
                .containsExactly(new Event(null, "message", "1"));
    }

    private static List<Event> read(String text) throws IOException {
        var all = new ArrayList<Event>();
        try (var events =
                new SseEvents(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (Optional<Event> event = events.next(); event.isPresent(); event = events.next()) {
                all.add(event.get());
            }
        }
        return all;
    }
}
