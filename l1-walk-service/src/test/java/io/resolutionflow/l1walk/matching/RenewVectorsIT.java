package io.resolutionflow.l1walk.matching;

import static io.resolutionflow.l1walk.flow.Structures.badgeReader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.l1walk.RunningDesk;
import io.resolutionflow.platform.testing.service.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another embedding model: all vectors are made anew, without anybody publishing anything. */
class RenewVectorsIT extends RunningDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void anotherModelMakesAllVectorsAnewButThoseOfFlowsOutOfService() {
        UUID kept = published("badge-reader");
        UUID archived = published("badge-reader-of-the-old-house");
        String before = versionOf(kept);
        assertThat(versionOf(archived)).isEqualTo(before);
        assertThat(post(dana, "/api/v1/flows/" + archived + "/archive", Map.of()).status())
                .isEqualTo(200);
        String next = "version-" + UUID.randomUUID();

        AI.modelVersion(next);

        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(versionOf(kept)).isEqualTo(next);
                    assertThat(versions("library_vector")).containsExactly(next);
                    assertThat(versions("library_none_vector")).containsExactly(next);
                });
        assertThat(versionOf(archived)).isEqualTo(before);
        Answer matched = intake(Map.of("problem_statement", VPN), lee);
        assertThat(matched.text("outcome")).isEqualTo("matched");
        // what is out of service waits for nothing
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from index_job where state <> 'done'") == 0);

        assertThat(post(dana, "/api/v1/flows/" + archived + "/unarchive", Map.of()).status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> versionOf(archived).equals(next));
    }

    private UUID published(String slug) {
        Answer made = post(dana, "/api/v1/flows", badgeReader(slug));
        UUID id = made.id("id");
        assertThat(
                        post(
                                        dana,
                                        "/api/v1/flows/" + id + "/publish",
                                        Map.of("version", 1, "change_note", "first"))
                                .status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> !versionOf(id).isEmpty());
        return id;
    }

    private String versionOf(UUID flow) {
        return inAccount(jdbc ->
                jdbc.sql("select distinct model_version from flow_vector where flow_id = :flow")
                        .param("flow", flow)
                        .query(String.class)
                        .optional()
                        .orElse(""));
    }

    private List<String> versions(String table) {
        return jdbc.sql("select distinct model_version from " + table).query(String.class).list();
    }
}
