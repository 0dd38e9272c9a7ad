package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.ApiKeys;
import io.resolutionflow.aigateway.provider.EmbeddingProvider;
import io.resolutionflow.aigateway.provider.ModelProvider;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** One provider per dialect. Why there are own clients: docs/adr. */
@Configuration(proxyBeanMethods = false)
class RemoteProviders {

    @Bean
    ModelProvider anthropicModelProvider(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        return new RemoteModelProvider(new AnthropicFormat(), properties, keys, http, json, clock);
    }

    @Bean
    ModelProvider googleModelProvider(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        return new RemoteModelProvider(new GeminiFormat(), properties, keys, http, json, clock);
    }

    @Bean
    ModelProvider openAiCompatibleModelProvider(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        return new RemoteModelProvider(
                new ChatCompletionsFormat(), properties, keys, http, json, clock);
    }

    @Bean
    EmbeddingProvider googleEmbeddingProvider(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        return new RemoteEmbeddingProvider(
                new GeminiEmbeddings(), properties, keys, http, json, clock);
    }

    @Bean
    EmbeddingProvider openAiCompatibleEmbeddingProvider(
            AiProperties properties,
            ApiKeys keys,
            ProviderHttp http,
            JsonMapper json,
            Clock clock) {
        return new RemoteEmbeddingProvider(
                new OpenAiEmbeddings(), properties, keys, http, json, clock);
    }
}
