package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProvider;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenAI chat completions and the servers that speak it (Ollama, vLLM, …), not streamed. One {@code
 * open} is one HTTP request; usage is the server's own.
 */
@Component
class OpenAiCompatibleModelProvider implements ModelProvider {

    private final AiProperties properties;
    private final ChatCompletionsFormat format;
    private final ProviderHttp http;

    OpenAiCompatibleModelProvider(AiProperties properties, JsonMapper json, ProviderHttp http) {
        this.properties = properties;
        this.format = new ChatCompletionsFormat(json);
        this.http = http;
    }

    @Override
    public String type() {
        return "openai_compatible";
    }

    @Override
    public ModelStream open(ModelCall call) {
        Endpoint endpoint = properties.endpoints().get(call.target().endpoint());
        // the second wall: routing has looked at the allow-list before
        if (endpoint == null
                || (call.allowedProviders() != null
                        && !call.allowedProviders().contains(call.target().endpoint()))) {
            throw new ProviderFailure(ErrorClass.REJECTED, null, null);
        }
        ProviderHttp.Reply reply =
                http.post(
                        endpoint.baseUrl() + "/chat/completions",
                        endpoint.apiKey(),
                        format.request(call, endpoint.outputBound()),
                        call.deadline());
        if (reply.status() >= 300) {
            throw format.failure(reply);
        }
        return new Finite(format.events(reply.body()));
    }

    /** A whole answer as a stream of its parts. */
    private static final class Finite implements ModelStream {

        private final Queue<ModelEvent> events;

        Finite(List<ModelEvent> events) {
            this.events = new ArrayDeque<>(events);
        }

        @Override
        public @Nullable ModelEvent next() {
            return events.poll();
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
