package io.resolutionflow.l1walk.aibuild.client;

import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.l1walk.aibuild.NodeDraft;
import io.resolutionflow.l1walk.aibuild.NodeGenerator;
import io.resolutionflow.l1walk.walk.PathEntry;
import io.resolutionflow.platform.client.RemoteProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Task {@code l1_next_node}. What people said stands in data sections, never as instructions. */
@Component
class GatewayNodeGenerator implements NodeGenerator {

    private static final Set<String> ANSWERS =
            Set.of("quota_exceeded", "ai_disabled", "rate_limited");
    private static final int PATH_CHARACTERS = 12_000;

    private final AiCompletionsApi ai;
    private final JsonMapper json;
    private final String prompt;
    private final JsonNode schema;

    GatewayNodeGenerator(
            AiCompletionsApi ai,
            JsonMapper json,
            @Value("classpath:/prompts/l1-next-node.md") Resource prompt,
            @Value("classpath:/prompts/l1-next-node.schema.json") Resource schema)
            throws IOException {
        this.ai = ai;
        this.json = json;
        this.prompt = prompt.getContentAsString(StandardCharsets.UTF_8);
        this.schema = json.readTree(schema.getContentAsString(StandardCharsets.UTF_8));
    }

    record Step(String question, String answer, String answerLabel, @Nullable String note) {
        static Step of(PathEntry entry) {
            return new Step(entry.question(), entry.answer(), entry.answerLabel(), entry.l1Note());
        }

        int characters() {
            return question.length() + answerLabel.length() + (note == null ? 0 : note.length());
        }
    }

    record Inputs(
            String statement, @Nullable String category, List<Step> path, List<String> nodes) {}

    @Override
    public Generated generate(Request request) {
        try {
            Completion answer = ai.complete(request.key(), completion(request));
            return new Generated(draft(answer), answer.offline(), answer.requestId());
        } catch (RemoteProblemException no) {
            if (ANSWERS.contains(no.code())) {
                throw no.asOwn();
            }
            throw new GenerationFailed(no.code());
        } catch (feign.FeignException
                | io.resolutionflow.platform.client.RemoteUnavailableException away) {
            throw new GenerationFailed(away.getClass().getSimpleName());
        }
    }

    private CompletionRequest completion(Request request) {
        List<Step> path = newest(request.path().stream().map(Step::of).toList());
        var inputs = new Inputs(request.statement(), request.category(), path, request.nodeTexts());
        var messages = new ArrayList<Message>();
        messages.add(Message.system(prompt));
        String data = json.writeValueAsString(inputs).replace("<", "\\u003c");
        String repair =
                request.complaint() == null
                        ? ""
                        : "\nYour last answer could not be used: " + request.complaint();
        messages.add(Message.user("<data>\n" + data + "\n</data>" + repair));
        var call =
                CompletionRequest.of(
                                AiTask.L1_NEXT_NODE,
                                json.valueToTree(inputs),
                                messages,
                                schema,
                                new Reference("l1_walk", request.walkId()))
                        .returningInvalid();
        CompletionRequest counted = asTry(call, request.attempt(), request.deadline());
        return request.offlineOnly() ? counted.offline(AiTask.Offline.ONLY) : counted;
    }

    private static CompletionRequest asTry(CompletionRequest r, int attempt, Instant deadline) {
        return new CompletionRequest(
                r.task(),
                r.phase(),
                r.inputs(),
                r.messages(),
                r.responseSchema(),
                r.onInvalid(),
                r.maxRepairs(),
                attempt,
                r.tier(),
                r.maxOutputTokens(),
                r.offline(),
                r.reference(),
                deadline,
                r.actor());
    }

    private static List<Step> newest(List<Step> path) {
        int characters = 0;
        int from = path.size();
        while (from > 0 && characters + path.get(from - 1).characters() <= PATH_CHARACTERS) {
            characters += path.get(--from).characters();
        }
        return path.subList(from, path.size());
    }

    private @Nullable NodeDraft draft(Completion answer) {
        JsonNode body = answer.structured();
        if (body == null
                || !body.isObject()
                || !body.path("type").isString()
                || !body.path("text").isString()) {
            return null;
        }
        try {
            var options = new ArrayList<String>();
            body.path("options").forEach(option -> options.add(option.asString("")));
            return new NodeDraft(
                    body.get("type").asString(),
                    body.get("text").asString(),
                    text(body, "detail"),
                    options,
                    text(body, "yes_label"),
                    text(body, "no_label"),
                    text(body, "reason_category"));
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode body, String member) {
        JsonNode value = body.path(member);
        return value.isString() ? value.asString() : null;
    }
}
