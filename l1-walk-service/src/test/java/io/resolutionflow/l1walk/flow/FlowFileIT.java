package io.resolutionflow.l1walk.flow;

import static io.resolutionflow.l1walk.flow.Structures.badgeReader;
import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The edges of files (contract-l1 §9.2, §14); what comes in is in {@code FlowAuthoringIT}. */
class FlowFileIT extends RunningDesk {

    private static final String IMPORT = "/api/v1/flows/import";

    private static Map<String, Object> file(int flows) {
        return Map.of(
                "flows",
                IntStream.range(0, flows).mapToObj(n -> badgeReader("badge-" + n)).toList());
    }

    private static Map<String, @Nullable Object> file(String member, @Nullable Object value) {
        var file = new HashMap<String, @Nullable Object>(file(1));
        file.put(member, value);
        return file;
    }

    @Test
    void aFileHasTwentyFlowsAtMostAndOneAtLeast() {
        isFault(file(21), "flows", "too_many");
        isFault(file(0), "flows", "required");
        isFault(Map.of("flows", "many"), "flows", "required");
        isFault(List.of(), "flows", "required");
        Answer all = post(dana, IMPORT, file(20));
        assertThat(all.status()).as(all.body()).isEqualTo(201);
        assertThat(all.json()).hasSize(20);
        assertThat(all.json())
                .allSatisfy(row -> {
                    assertThat(row.get("result").asString()).isEqualTo("created");
                    assertThat(row.get("problems")).isEmpty();
                });
    }

    @Test
    void whatIsNotThisFormatIsRefusedAndWhatIsLeftOutIsNot() {
        isFault(file("format", "zip"), "format", "unknown_value");
        isFault(file("format_version", 2), "format_version", "unknown_value");
        isFault(file("format_version", "1"), "format_version", "unknown_value");
        isFault(file("on_conflict", "merge"), "on_conflict", "unknown_value");
        isFault(file("on_conflict", List.of("rename")), "on_conflict", "invalid_type");
        assertThat(count("select count(*) from flow")).isZero();
        var bare = new HashMap<String, @Nullable Object>(file("format", null));
        bare.put("format_version", null);
        bare.put("on_conflict", null);
        assertThat(post(dana, IMPORT, bare).status()).isEqualTo(201);
        assertThat(post(dana, IMPORT, bare).code()).isEqualTo("slug_taken");
        assertThat(
                        post(dana, IMPORT, file("on_conflict", "rename"))
                                .json()
                                .at("/0/slug")
                                .asString())
                .isEqualTo("badge-0-2");
        for (TestPerson other : List.of(lee, TestPerson.viewer(account))) {
            assertThat(post(other, IMPORT, "{not json").code()).isEqualTo("role_required");
        }
    }

    private void isFault(Object body, String field, String code) {
        Answer no = post(dana, IMPORT, body);
        assertThat(no.status()).as(no.body()).isEqualTo(422);
        assertThat(no.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(no.json().at("/errors/0/code").asString()).isEqualTo(code);
    }
}
