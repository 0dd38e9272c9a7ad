package io.resolutionflow.l1walk.walk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "", "not-an-id", "0199c1d2-7a10-7c3e-9f00-1d2a6b7c8d9g"})
    void whatNobodyWasGivenIsNoId(String id) {
        for (String member : List.of("id", "step_id")) {
            var request = new NotesRequest(List.of(Map.of("text", "x", member, id)), 0);

            var no = catchThrowableOfType(DomainException.class, request::items);

            assertThat(no.errors().getFirst().field()).isEqualTo("notes[0]." + member);
            assertThat(no.errors().getFirst().code()).isEqualTo("invalid_format");
        }
    }

    @Test
    void anIdIsKept() {
        UUID id = UUID.randomUUID();
        var request = new NotesRequest(List.of(Map.of("text", "x", "id", id.toString())), 0);
        assertThat(request.items().getFirst().id()).isEqualTo(id);
    }
}
