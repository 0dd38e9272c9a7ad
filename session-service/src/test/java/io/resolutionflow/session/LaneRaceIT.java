package io.resolutionflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * KD-19: the engineer's autosave and a turn of the model at the same moment, {@code
 * -Drf.lane.rounds} times (500 for the full run): nothing is lost on either side.
 */
class LaneRaceIT extends RunningService {

    private static final int ROUNDS = Integer.getInteger("rf.lane.rounds", 24);
    private static final int ROUNDS_OF_A_SESSION = 12;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void neither_writer_loses_anything() throws Exception {
        int conflicts = 0;
        for (int done = 0; done < ROUNDS; done += ROUNDS_OF_A_SESSION) {
            conflicts += new Case(chat(dana)).rounds(Math.min(ROUNDS_OF_A_SESSION, ROUNDS - done));
        }
        assertThat(conflicts).as("some saves met a turn, or nothing was tried").isPositive();
    }

    /** One session, and what both sides have ever put into its lane. */
    private final class Case {

        private final UUID id;
        private final List<String> own = new ArrayList<>();
        private final Map<String, String> drafts = new HashMap<>();
        private final Map<String, String> idOf = new HashMap<>();
        private int conflicts;

        Case(UUID id) {
            this.id = id;
        }

        int rounds(int count) throws Exception {
            for (int round = 0; round < count; round++) {
                String asked = "Question of the model " + round;
                Neighbours.model(
                        Neighbours.says(
                                "x",
                                """
                                "questions":[{"text":"The question that stays","context":null,"options":[]},{"text":"%s","context":null,"options":[]}],
                                "actions":[{"label":"Check %d","command":null,"description":null}],
                                """
                                        .formatted(asked, round)));
                String mine = "Mine " + round;
                own.add(mine);
                try (var beside = Executors.newSingleThreadExecutor()) {
                    var turn =
                            CompletableFuture.supplyAsync(
                                    () ->
                                            post(
                                                    dana,
                                                    S + "/" + id + "/chat",
                                                    "{\"message\": \"go on\"}"),
                                    beside);
                    JsonNode seen = lane();
                    do {
                        seen = autosave(seen);
                    } while (!turn.isDone());
                    assertThat(turn.get().status()).as(turn.get().body()).isEqualTo(200);
                    // what was loaded before the turn ended is saved once more
                    autosave(seen);
                }
                everythingIsThere(asked);
            }
            return conflicts;
        }

        private JsonNode lane() {
            return detail(dana, id).path("pending_task_lane");
        }

        /**
         * As the browser does: on a conflict it merges its drafts into what is there now.
         *
         * @return the lane as it is afterwards
         */
        private JsonNode autosave(JsonNode loaded) {
            JsonNode lane = loaded;
            for (int attempt = 0; attempt < 20; attempt++) {
                Answer saved = put(dana, S + "/" + id + "/task-lane", edit(lane));
                if (saved.status() == 204) {
                    return lane();
                }
                assertThat(saved.code()).as(saved.body()).isEqualTo("version_conflict");
                conflicts++;
                lane = saved.json().path("current");
            }
            throw new AssertionError("never saved");
        }

        private String edit(JsonNode lane) {
            var questions = new ArrayList<Map<String, Object>>();
            var known = new ArrayList<String>();
            var responses = new LinkedHashMap<String, Object>();
            lane.path("questions")
                    .forEach(q -> {
                        String text = q.path("text").asString();
                        String item = q.path("id").asString();
                        known.add(text);
                        questions.add(Map.of("id", item, "text", text));
                        drafts.putIfAbsent(text, "draft of " + text);
                        responses.put(item, Map.of("text", drafts.get(text), "state", "draft"));
                    });
            own.stream()
                    .filter(text -> !known.contains(text))
                    .forEach(text -> questions.add(Map.of("text", text)));
            var actions = new ArrayList<Map<String, Object>>();
            lane.path("actions")
                    .forEach(a ->
                            actions.add(
                                    Map.of(
                                            "id",
                                            a.path("id").asString(),
                                            "label",
                                            a.path("label").asString())));
            return JSON.writeValueAsString(
                    Map.of(
                            "version",
                            lane.path("version").asInt(),
                            "questions",
                            questions,
                            "actions",
                            actions,
                            "responses",
                            responses));
        }

        private void everythingIsThere(String asked) {
            JsonNode lane = lane();
            var texts = new ArrayList<String>();
            lane.path("questions")
                    .forEach(q -> {
                        String text = q.path("text").asString();
                        texts.add(text);
                        String before = idOf.putIfAbsent(text, q.path("id").asString());
                        assertThat(before == null || before.equals(q.path("id").asString()))
                                .as("the id of '%s' is stable", text)
                                .isTrue();
                    });
            assertThat(texts).contains("The question that stays", asked).containsAll(own);
            drafts.forEach((text, draft) -> {
                JsonNode response = lane.path("responses").path(idOf.getOrDefault(text, "?"));
                assertThat(response.path("text").asString(""))
                        .as("the draft for '%s'", text)
                        .isEqualTo(draft);
            });
        }
    }
}
