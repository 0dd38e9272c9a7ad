package io.resolutionflow.session.ticketnotes.client;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.resolutionflow.contracts.ai.AiCalls.CompletionRequest;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.client.ServiceTokens;
import io.resolutionflow.platform.identity.TenantHeaders;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.sse.SseEvents;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.AiRefusals;
import io.resolutionflow.session.ticketnotes.TextModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The AI gateway's stream (contract-ai §3.3). Asked with this service's own token, because notes
 * outlive the request, and often the token, of whoever asked first.
 */
@Component
class AiGatewayTextModel implements TextModel {

    private static final Logger log = LoggerFactory.getLogger(AiGatewayTextModel.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** The task's own 120 s and a little. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(125);

    private static final int ERROR_EVENT = 429;

    private static final List<String> QUOTA =
            List.of("message", "deny_reason", "reset_at", "quota", "offline_available");

    // by itself it would offer HTTP/2 on every plain request
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    private final URI completions;
    private final ServiceTokens tokens;
    private final JsonMapper json;
    private final Tracer tracer;
    private final Propagator propagator;

    AiGatewayTextModel(
            @Value("${rf.clients.ai-gateway-service}") String gateway,
            ServiceTokens tokens,
            JsonMapper json,
            Tracer tracer,
            Propagator propagator) {
        this.completions = URI.create(gateway + "/internal/v1/ai/completions");
        this.tokens = tokens;
        this.json = json;
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public Answer ask(Question question) {
        HttpResponse<InputStream> response = send(question);
        if (response.statusCode() != 200) {
            throw refused(question, response);
        }
        var events = new SseEvents(response.body());
        try {
            while (true) {
                var event = events.next().orElseThrow(AiRefusals::brokeOff);
                JsonNode data = json.readTree(event.data());
                if (event.name().equals("start")) {
                    return new Streamed(
                            events, data.path("offline").asBoolean(false) ? "offline" : "model");
                }
                if (event.name().equals("error")) {
                    throw refused(data);
                }
            }
        } catch (IOException | RuntimeException e) {
            close(events);
            throw e instanceof DomainException no ? no : AiRefusals.brokeOff();
        }
    }

    private final class Streamed implements Answer {

        private final SseEvents events;
        private final String source;

        Streamed(SseEvents events, String source) {
            this.events = events;
            this.source = source;
        }

        @Override
        public String source() {
            return source;
        }

        @Override
        public Optional<String> next() {
            try {
                while (true) {
                    var event = events.next().orElseThrow(AiRefusals::brokeOff);
                    JsonNode data = json.readTree(event.data());
                    switch (event.name()) {
                        case "delta" -> {
                            return Optional.of(data.path("text").asString(""));
                        }
                        case "done" -> {
                            return Optional.empty();
                        }
                        case "error" -> throw refused(data);
                        default -> {
                            // an event of the future
                        }
                    }
                }
            } catch (IOException | JacksonException e) {
                throw AiRefusals.brokeOff();
            }
        }

        @Override
        public void close() {
            AiGatewayTextModel.close(events);
        }
    }

    private HttpResponse<InputStream> send(Question question) {
        var request =
                HttpRequest.newBuilder(completions)
                        .timeout(FIRST_WORD)
                        .header("Accept", "text/event-stream, application/problem+json")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", question.key())
                        .header(TenantHeaders.ACCOUNT_ID, TenantContext.required().toString());
        var span = tracer.currentSpan();
        if (span != null) {
            propagator.inject(
                    span.context(),
                    request,
                    (to, name, value) -> {
                        if (to != null) {
                            to.setHeader(name, value);
                        }
                    });
        }
        try {
            request.header("Authorization", "Bearer " + tokens.current());
            String body = json.writeValueAsString(body(question));
            return http.send(
                    request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofInputStream());
        } catch (java.net.http.HttpTimeoutException e) {
            throw AiRefusals.timedOut();
        } catch (IOException | RemoteUnavailableException e) {
            log.atWarn().addKeyValue("session_id", question.sessionId()).log("AI gateway away");
            throw AiRefusals.away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AiRefusals.away();
        }
    }

    private static CompletionRequest body(Question question) {
        var request =
                CompletionRequest.of(
                                AiTask.TICKET_NOTES,
                                question.inputs(),
                                question.messages(),
                                null,
                                new Reference("ai_session", question.sessionId()))
                        .by(question.actor().id(), question.actor().name());
        return question.withoutModel() ? request.offline(AiTask.Offline.ONLY) : request;
    }

    private DomainException refused(Question question, HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            RemoteProblemException no =
                    problem(
                            response.statusCode(),
                            json.readTree(body),
                            response.headers().firstValue("Retry-After"));
            log.atWarn()
                    .addKeyValue("session_id", question.sessionId())
                    .addKeyValue("code", no.code())
                    .log("no answer from the AI gateway");
            return AiRefusals.of(no);
        } catch (IOException | JacksonException e) {
            return AiRefusals.away();
        }
    }

    /** An {@code error} event says what a refusal before the first byte would have said. */
    private DomainException refused(JsonNode error) {
        return AiRefusals.of(problem(ERROR_EVENT, error, Optional.empty()));
    }

    private RemoteProblemException problem(
            int status, JsonNode document, Optional<String> retryAfter) {
        var members = new HashMap<String, @Nullable Object>();
        for (String name : QUOTA) {
            if (document.has(name)) {
                members.put(name, json.treeToValue(document.get(name), Object.class));
            }
        }
        return new RemoteProblemException(
                status,
                document.path("code").asString(""),
                document.path("detail").asString("The plan is used up."),
                members,
                retryAfter
                        .filter(value -> value.matches("\\d{1,9}"))
                        .map(Long::valueOf)
                        .orElse(null));
    }

    private static void close(SseEvents events) {
        try {
            events.close();
        } catch (IOException e) {
            // it was over already
        }
    }
}
