package io.resolutionflow.e2e.sessions;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * The engineer's autosave and a turn at the same moment (KD-19): afterwards the lane holds every
 * item of the engineer's, every draft, and every item the turn's answer named.
 */
final class LaneRace {

    private static final String SESSIONS = "/api/v1/ai-sessions";
    private static final int ROUNDS_OF_A_SESSION = 20;
    private static final List<String> SAID =
            List.of(
                    "Outlook asks for the password again and again",
                    "VPN drops after a few minutes at home",
                    "The printer on the second floor prints nothing",
                    "OneDrive does not sync since this morning");

    private final Chaos chaos;
    private final Person engineer;
    private final List<String> lost = new ArrayList<>();
    private int conflicts;

    LaneRace(Chaos chaos, Person engineer) {
        this.chaos = chaos;
        this.engineer = engineer;
    }

    void run(int rounds) throws Exception {
        for (int done = 0; done < rounds; done += ROUNDS_OF_A_SESSION) {
            session(Math.min(ROUNDS_OF_A_SESSION, rounds - done));
        }
        chaos.report().fact("autosave rounds", rounds);
        chaos.report().fact("saves that met a turn", conflicts);
        chaos.report()
                .check(
                        "task lane: items or drafts lost",
                        lost.isEmpty(),
                        lost.size() + (lost.isEmpty() ? "" : ", first: " + lost.getFirst()));
    }

    private void session(int rounds) throws Exception {
        String path =
                SESSIONS
                        + "/"
                        + engineer.post(SESSIONS, Map.of("session_type", "chat"))
                                .text("/session_id");
        var own = new ArrayList<String>();
        var drafts = new HashMap<String, String>();
        for (int round = 0; round < rounds; round++) {
            own.add("Mine " + round);
            String said = SAID.get(chaos.random().nextInt(SAID.size()));
            Answer turn;
            try (var beside = Executors.newSingleThreadExecutor()) {
                var answering =
                        CompletableFuture.supplyAsync(
                                () -> engineer.post(path + "/chat", Map.of("message", said)),
                                beside);
                JsonNode seen = lane(path);
                do {
                    seen = save(path, seen, own, drafts);
                } while (!answering.isDone());
                turn = answering.get();
                save(path, seen, own, drafts);
            }
            check(path, turn, own, drafts);
        }
    }

    private JsonNode lane(String path) {
        return engineer.get(path).json().path("pending_task_lane");
    }

    private JsonNode save(
            String path, JsonNode loaded, List<String> own, Map<String, String> drafts) {
        JsonNode lane = loaded;
        for (int attempt = 0; attempt < 50; attempt++) {
            Answer saved = engineer.put(path + "/task-lane", edit(lane, own, drafts));
            if (saved.is(204)) {
                return lane(path);
            }
            if (!saved.code().equals("version_conflict")) {
                lost.add("autosave answered " + saved.status() + " " + saved.text());
                return lane(path);
            }
            conflicts++;
            lane = saved.json().path("current");
        }
        lost.add("an autosave never came through");
        return lane;
    }

    private static Map<String, Object> edit(
            JsonNode lane, List<String> own, Map<String, String> drafts) {
        var questions = new ArrayList<Map<String, Object>>();
        var known = new ArrayList<String>();
        var responses = new LinkedHashMap<String, Object>();
        for (JsonNode question : lane.path("questions")) {
            String text = question.path("text").asString("");
            String id = question.path("id").asString("");
            known.add(text);
            var entry = new LinkedHashMap<String, Object>();
            entry.put("id", id);
            entry.put("text", text);
            entry.put("options", question.path("options"));
            questions.add(entry);
            drafts.putIfAbsent(id, "draft of " + text);
            responses.put(id, Map.of("text", drafts.get(id), "state", "draft"));
        }
        own.stream()
                .filter(text -> !known.contains(text))
                .forEach(text -> questions.add(Map.of("text", text)));
        var actions = new ArrayList<Map<String, Object>>();
        for (JsonNode action : lane.path("actions")) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("id", action.path("id").asString(""));
            entry.put("label", action.path("label").asString(""));
            entry.put("command", action.path("command"));
            entry.put("description", action.path("description"));
            actions.add(entry);
        }
        return Map.of(
                "version",
                lane.path("version").asInt(0),
                "questions",
                questions,
                "actions",
                actions,
                "responses",
                responses);
    }

    private void check(String path, Answer turn, List<String> own, Map<String, String> drafts) {
        if (!turn.is(200)) {
            lost.add("a turn answered " + turn.status() + " " + turn.text());
            return;
        }
        JsonNode lane = lane(path);
        var texts = new ArrayList<String>();
        var ids = new ArrayList<String>();
        lane.path("questions").forEach(q -> texts.add(q.path("text").asString("")));
        lane.path("questions").forEach(q -> ids.add(q.path("id").asString("")));
        lane.path("actions").forEach(a -> ids.add(a.path("id").asString("")));
        own.stream()
                .filter(text -> !texts.contains(text))
                .forEach(text -> lost.add(path + ": the engineer's " + text));
        for (String kind : List.of("questions", "actions")) {
            turn.json()
                    .path(kind)
                    .forEach(item -> {
                        if (!ids.contains(item.path("id").asString(""))) {
                            lost.add(path + ": the turn's " + item);
                        }
                    });
        }
        drafts.forEach((id, draft) -> {
            if (!lane.path("responses").path(id).path("text").asString("").equals(draft)) {
                lost.add(path + ": the " + draft);
            }
        });
    }
}
