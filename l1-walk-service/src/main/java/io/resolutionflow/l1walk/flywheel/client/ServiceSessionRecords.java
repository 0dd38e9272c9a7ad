package io.resolutionflow.l1walk.flywheel.client;

import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.l1walk.flywheel.SessionRecords;
import io.resolutionflow.platform.client.RemoteProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Learning bundles of session-service, and drafts by task {@code flow_draft}. */
@Component
class ServiceSessionRecords implements SessionRecords {

    private static final int GONE = 404;
    private static final int MOST_BYTES = 240 * 1024;

    /** Refusals that another try will not change: the session is skipped with this reason. */
    private static final Set<String> FINAL =
            Set.of(
                    "ai_disabled",
                    "ai_not_configured",
                    "quota_exceeded",
                    "invalid_model_output",
                    "validation_failed");

    private final SessionApi sessions;
    private final PatientCompletionsApi ai;
    private final JsonMapper json;
    private final String prompt;
    private final JsonNode schema;

    ServiceSessionRecords(
            SessionApi sessions,
            PatientCompletionsApi ai,
            JsonMapper json,
            @Value("classpath:/prompts/flow-draft.md") Resource prompt,
            @Value("classpath:/prompts/flow-draft.schema.json") Resource schema)
            throws IOException {
        this.sessions = sessions;
        this.ai = ai;
        this.json = json;
        this.prompt = prompt.getContentAsString(StandardCharsets.UTF_8);
        this.schema = json.readTree(schema.getContentAsString(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Learning> read(UUID sessionId) {
        try {
            JsonNode bundle = sessions.bundle(sessionId, "learning");
            return Optional.of(new Learning(bundle, answered(bundle)));
        } catch (RemoteProblemException no) {
            if (no.status() == GONE) {
                return Optional.empty();
            }
            throw no;
        }
    }

    /** Steps of guided sessions and answered checks of chats. */
    private static List<String> answered(JsonNode bundle) {
        var steps = new ArrayList<String>();
        for (JsonNode step : bundle.path("steps")) {
            if (!step.path("response").asString("").isBlank()) {
                steps.add(step.path("text").asString(""));
            }
        }
        for (JsonNode check : bundle.path("checks")) {
            if (!check.path("answer").asString("").isBlank()
                    || !check.path("result").asString("").isBlank()) {
                steps.add(check.path("text").asString(""));
            }
        }
        return steps.stream().filter(text -> !text.isBlank()).toList();
    }

    @Override
    public Draft draft(
            String key, UUID sessionId, Learning learning, UUID actorId, String actorName) {
        JsonNode inputs = fitting(learning.content());
        String data = json.writeValueAsString(inputs).replace("<", "\\u003c");
        var request =
                CompletionRequest.of(
                                AiTask.FLOW_DRAFT,
                                inputs,
                                List.of(
                                        Message.system(prompt),
                                        Message.user("<data>\n" + data + "\n</data>")),
                                schema,
                                new Reference("ai_session", sessionId))
                        // without a model the recorded steps alone make a draft
                        .offline(AiTask.Offline.AUTO)
                        .by(actorId, actorName);
        try {
            Completion answer = ai.complete(key, request);
            return answer.structured() == null
                    ? new Draft(null, "invalid_model_output")
                    : new Draft(answer.structured(), null);
        } catch (RemoteProblemException no) {
            if (FINAL.contains(no.code())) {
                return new Draft(null, no.code());
            }
            throw no;
        }
    }

    /** Chat turns go first when it is too much; the steps are what counts. */
    private JsonNode fitting(JsonNode bundle) {
        if (!(bundle instanceof ObjectNode whole)
                || json.writeValueAsString(bundle).getBytes(StandardCharsets.UTF_8).length
                        <= MOST_BYTES) {
            return bundle;
        }
        ObjectNode shorter = whole.deepCopy();
        List.of("messages_tail", "intake", "ticket", "transitions", "fix_history")
                .forEach(shorter::remove);
        return shorter;
    }
}
