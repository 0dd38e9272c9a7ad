package io.resolutionflow.e2e.sessions;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.client.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} right after a resolve was answered (KD-11): outputs, embedding and events are all
 * there after the restart, each once.
 */
final class KillAfterResolve {

    private static final String SESSIONS = "/api/v1/ai-sessions";
    private static final String SERVICE = "session-service";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int OUTPUTS = 3;

    private final Chaos chaos;
    private final Person engineer;

    KillAfterResolve(Chaos chaos, Person engineer) {
        this.chaos = chaos;
        this.engineer = engineer;
    }

    void run(int kills) throws Exception {
        var missing = new ArrayList<String>();
        for (int i = 0; i < kills; i++) {
            String session = resolvedThenKilled();
            String state = settled(session);
            if (!state.isEmpty()) {
                missing.add(session + ": " + state);
            }
        }
        chaos.report().fact("kills after a resolve", kills);
        chaos.report()
                .check(
                        "kill -9 after resolve: not there, or twice",
                        missing.isEmpty(),
                        missing.size()
                                + (missing.isEmpty() ? "" : ", first: " + missing.getFirst()));
    }

    private String resolvedThenKilled() {
        String session =
                engineer.post(SESSIONS, Map.of("session_type", "chat")).text("/session_id");
        String path = SESSIONS + "/" + session;
        engineer.post(path + "/chat", Map.of("message", "Outlook asks for the password again"));
        var resolved =
                engineer.post(path + "/resolve", Map.of("resolution_summary", "Cleared the cache"));
        chaos.stack().kill(SERVICE);
        chaos.stack().restart(SERVICE);
        if (!resolved.is(200)) {
            throw new IllegalStateException("resolve answered " + resolved.text());
        }
        return session;
    }

    /** Empty when everything is there once; else what is not. */
    private String settled(String session) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        String state = state(session);
        while (!state.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(500);
            state = state(session);
        }
        return state;
    }

    private String state(String session) throws SQLException {
        var missing = new ArrayList<String>();
        JsonNode outputs = engineer.get(SESSIONS + "/" + session + "/resolution-outputs").json();
        long ready =
                outputs.valueStream()
                        .filter(output -> output.path("state").asString("").equals("ready"))
                        .count();
        if (ready != OUTPUTS) {
            missing.add(ready + " outputs");
        }
        for (String type : List.of("session.resolved", "session.outputs_ready")) {
            long told =
                    count(
                            "select count(*) from session.outbox_event where aggregate_id = ? and type = '"
                                    + type
                                    + "' and published_at is not null",
                            session);
            if (told != 1) {
                missing.add(told + " of " + type);
            }
        }
        long vectors =
                count(
                        "select count(*) from session.session_embedding where session_id::text = ? and embedding is not null",
                        session);
        if (vectors != 1) {
            missing.add(vectors + " embeddings");
        }
        return String.join(", ", missing);
    }

    private long count(String sql, String session) throws SQLException {
        try (var database = chaos.stack().database();
                var statement = database.prepareStatement(sql)) {
            statement.setString(1, UUID.fromString(session).toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
