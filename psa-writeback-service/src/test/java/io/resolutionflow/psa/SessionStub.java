package io.resolutionflow.psa;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * session-service as far as this service needs it: who may, the bundle, and idempotent resolve and
 * escalate (contract-sessions §10).
 */
final class SessionStub implements ResponseDefinitionTransformerV2 {

    static final String NAME = "session-stub";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();

    /** One session; a test changes it as it likes. */
    static final class Session {
        final UUID id = UUID.randomUUID();
        final UUID account;
        volatile TestPerson handler;
        final Set<UUID> readers = new HashSet<>();
        final Set<UUID> appliedWritebacks = ConcurrentHashMap.newKeySet();
        final List<JsonNode> results = java.util.Collections.synchronizedList(new ArrayList<>());
        final List<JsonNode> applied = java.util.Collections.synchronizedList(new ArrayList<>());
        volatile String status = "active";
        volatile long stateVersion = 7;
        volatile @Nullable String ticket;
        volatile @Nullable UUID connection;
        volatile @Nullable UUID openHandoff;
        volatile boolean away;

        Session(UUID account, TestPerson handler) {
            this.account = account;
            this.handler = handler;
        }
    }

    Session add(UUID account, TestPerson handler) {
        var session = new Session(account, handler);
        sessions.put(session.id, session);
        return session;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        var request = event.getRequest();
        String[] path = request.getUrl().split("[/?]");
        JsonNode token = claims(request.getHeader("Authorization"));
        UUID account =
                UUID.fromString(
                        token.path("account_id")
                                .asString(String.valueOf(request.getHeader("X-RF-Account-Id"))));
        Session session = sessions.get(UUID.fromString(path[4]));
        if (session == null || !session.account.equals(account)) {
            return problem(404, "not_found", "");
        }
        JsonNode body =
                request.getBodyAsString().isBlank()
                        ? JSON.createObjectNode()
                        : JSON.readTree(request.getBodyAsString());
        return switch (path[path.length - 1]) {
            case "access" -> access(session, token);
            case "writeback-context" -> json(bundle(session));
            case "resolution" -> step(session, UUID.fromString(path[6]), "resolved", body);
            case "escalation" -> step(session, UUID.fromString(path[6]), "escalated", body);
            case "result" -> {
                session.results.add(body);
                yield new ResponseDefinitionBuilder().withStatus(204).build();
            }
            default -> problem(404, "not_found", "");
        };
    }

    private static ResponseDefinition access(Session session, JsonNode token) {
        UUID user = UUID.fromString(token.path("sub").asString(""));
        boolean handler = session.handler.userId().equals(user);
        if (!handler && !session.readers.contains(user) && token.has("name")) {
            return json(
                    "{\"visible\": false, \"is_handler\": null, \"can_write\": null, \"relation\": null, \"owner_id\": null,"
                            + " \"handler_id\": null, \"handler_name\": null, \"session_status\": null, \"open_handoff_id\": null,"
                            + " \"state_version\": null}");
        }
        return json(
                """
                {"visible": true, "is_handler": %s, "can_write": %s, "relation": "handler", "owner_id": "%s", "handler_id": "%s",
                 "handler_name": "%s", "session_status": "%s", "open_handoff_id": %s, "state_version": %d}
                """
                        .formatted(
                                handler,
                                handler,
                                session.handler.userId(),
                                session.handler.userId(),
                                session.handler.name(),
                                session.status,
                                quoted(session.openHandoff),
                                session.stateVersion));
    }

    private static String bundle(Session session) {
        return """
        {"session_id": "%s", "account_id": "%s", "state_version": %d, "status": "%s", "title": "Shared drive", "handler_id": "%s",
         "problem_summary": "The shared drive does not open.", "psa_connection_id": %s, "psa_ticket_id": %s, "open_handoff_id": %s,
         "open_handoff_intent": %s, "facts": [{"text": "VPN is connected."}], "fix_history": [], "open_questions": [], "messages_tail": []}
        """
                .formatted(
                        session.id,
                        session.account,
                        session.stateVersion,
                        session.status,
                        session.handler.userId(),
                        quoted(session.connection),
                        quoted(session.ticket),
                        quoted(session.openHandoff),
                        session.openHandoff == null ? "null" : "\"escalate\"");
    }

    private static synchronized ResponseDefinition step(
            Session session, UUID writeback, String becomes, JsonNode body) {
        if (session.away) {
            return new ResponseDefinitionBuilder()
                    .withStatus(503)
                    .withBody("<html>away</html>")
                    .build();
        }
        boolean replayed = !session.appliedWritebacks.add(writeback);
        String before = session.status;
        if (!replayed && (before.equals(becomes) || before.equals("abandoned"))) {
            session.appliedWritebacks.remove(writeback);
            return problem(409, "session_not_postable", ", \"session_status\": \"" + before + "\"");
        }
        session.status = becomes;
        session.applied.add(body);
        String handoff =
                quoted(
                        session.openHandoff == null
                                ? body.path("handoff_id").asString("")
                                : session.openHandoff);
        return json(
                """
                {"session_status": "%s", "previous_status": "%s", "resolved_at": "2026-11-20T14:03:09Z", "closed_handoff_id": null,
                 "handoff_id": %s, "joined": %s, "handed_off_at": "2026-11-20T14:03:09Z", "state_version": %d, "replayed": %s}
                """
                        .formatted(
                                becomes,
                                before,
                                handoff,
                                session.openHandoff != null,
                                session.stateVersion + 1,
                                replayed));
    }

    private static String quoted(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "null" : "\"" + value + "\"";
    }

    private static ResponseDefinition json(String body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(body)
                .build();
    }

    private static ResponseDefinition problem(int status, String code, String more) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody(
                        "{\"status\": %d, \"code\": \"%s\", \"detail\": \"no\"%s}"
                                .formatted(status, code, more))
                .build();
    }

    private static JsonNode claims(String authorization) {
        String payload = authorization.substring("Bearer ".length()).split("\\.")[1];
        return JSON.readTree(
                new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
