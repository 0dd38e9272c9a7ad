package io.resolutionflow.aigateway.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.aigateway.SimulatedModels;
import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ApiKeysFixture;
import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.EmbeddingProvider;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Both vendors' embeddings against the simulator of their wire formats: one call, one request. */
class RemoteEmbeddingProviderTests {

    private static final String OPENAI = "openai_compatible";
    private static final String GOOGLE = "google";

    private final ProviderHttp http = new ProviderHttp();

    @BeforeEach
    void aQuietReferee() {
        SimulatedModels.forget();
    }

    @AfterEach
    void closed() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, GOOGLE})
    void vectors_come_in_the_order_of_the_texts_whatever_order_they_are_sent_in(String type) {
        List<float[]> both = embed(type, "sim-embed", List.of("a", "b")).vectors();

        assertThat(both).hasSize(2).allSatisfy(vector -> assertThat(vector).hasSize(384));
        assertThat(both.get(0)).isEqualTo(embed(type, "sim-embed", List.of("a")).vectors().get(0));
        assertThat(both.get(1)).isEqualTo(embed(type, "sim-embed", List.of("b")).vectors().get(0));
        assertThat(SimulatedModels.calls()).hasSize(3);
    }

    @Test
    void the_vendors_figure_is_taken_and_a_missing_one_is_unknown() {
        assertThat(embed(OPENAI, "sim-embed", List.of("a", "b")).inputTokens()).isEqualTo(14);
        assertThat(embed(OPENAI, "sim-embed", List.of("sim-no-usage")).inputTokens()).isNull();
        assertThat(embed(GOOGLE, "sim-embed", List.of("a")).inputTokens()).isNull();
    }

    @Test
    void a_question_is_told_from_a_document_where_the_vendor_can() {
        assertThat(
                        embed(
                                provider(GOOGLE, SimulatedModels.KEY),
                                call(GOOGLE, "sim-embed", true, null)))
                .isNotEqualTo(
                        embed(
                                provider(GOOGLE, SimulatedModels.KEY),
                                call(GOOGLE, "sim-embed", false, null)));
    }

    private static float[] embed(EmbeddingProvider provider, EmbeddingCall call) {
        return provider.embed(call).vectors().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "openai_compatible, sim-529, OVERLOADED",
        "google, sim-529, OVERLOADED",
        "openai_compatible, sim-status-500, SERVER",
        "google, sim-429-retry-7, RATE_LIMITED",
        "openai_compatible, sim-429-retry-7, RATE_LIMITED",
        "google, sim-spent, PROVIDER_QUOTA",
        "openai_compatible, sim-spent, PROVIDER_QUOTA",
        "openai_compatible, sim-status-400, REJECTED",
        "google, sim-cut, SERVER",
        "openai_compatible, sim-cut, SERVER",
        "openai_compatible, sim-unheard-of, MODEL_MISSING",
        "google, sim-unheard-of, MODEL_MISSING"
    })
    void every_refusal_has_its_class(String type, String behaviour, ErrorClass expected) {
        ProviderFailure failure = failure(type, SimulatedModels.KEY, List.of(behaviour), null, 10);

        assertThat(failure.errorClass()).isEqualTo(expected);
        if (behaviour.startsWith("sim-429")) {
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
        assertThat(SimulatedModels.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAI, GOOGLE})
    void a_wrong_key_a_late_answer_and_a_list_without_it_are_told_apart(String type) {
        assertThat(failure(type, "wrong", List.of("a"), null, 10).errorClass())
                .isEqualTo(ErrorClass.AUTH);
        SimulatedModels.forget();
        assertThat(
                        failure(type, SimulatedModels.KEY, List.of("a"), List.of("offline"), 10)
                                .errorClass())
                .isEqualTo(ErrorClass.REJECTED);
        assertThat(SimulatedModels.calls()).as("nothing left the process").isEmpty();
        assertThat(
                        failure(type, SimulatedModels.KEY, List.of("sim-slow-5000"), null, 1)
                                .errorClass())
                .isEqualTo(ErrorClass.TIMEOUT);
    }

    private ProviderFailure failure(
            String type,
            String key,
            List<String> texts,
            @Nullable List<String> allowed,
            int seconds) {
        var call =
                new EmbeddingCall(
                        profile(type, "sim-embed"),
                        texts,
                        true,
                        384,
                        Instant.now().plusSeconds(seconds),
                        allowed);
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderFailure.class, () -> provider(type, key).embed(call)));
    }

    private EmbeddedTexts embed(String type, String model, List<String> texts) {
        return provider(type, SimulatedModels.KEY)
                .embed(
                        new EmbeddingCall(
                                profile(type, model),
                                texts,
                                true,
                                384,
                                Instant.now().plusSeconds(10),
                                null));
    }

    private static EmbeddingCall call(
            String type, String model, boolean query, @Nullable List<String> allowed) {
        return new EmbeddingCall(
                profile(type, model),
                List.of("the same words"),
                query,
                384,
                Instant.now().plusSeconds(10),
                allowed);
    }

    private EmbeddingProvider provider(String type, String key) {
        boolean openAi = type.equals(OPENAI);
        var endpoint =
                new Endpoint(
                        type,
                        URI.create(SimulatedModels.address() + (openAi ? "/v1" : "")),
                        Secret.valueOf(key),
                        "",
                        true,
                        true,
                        "max_tokens");
        var properties =
                new AiProperties(
                        "free",
                        true,
                        100,
                        Map.of("sim", endpoint),
                        Map.of(),
                        Map.of(),
                        new AiProperties.Embedder("sim", "sim-embed", null, 384, 2_048, 300));
        return new RemoteEmbeddingProvider(
                openAi ? new OpenAiEmbeddings() : new GeminiEmbeddings(),
                properties,
                ApiKeysFixture.keys(),
                http,
                new JsonMapper(),
                Clock.systemUTC());
    }

    private static ModelProfile profile(String type, String model) {
        return new ModelProfile(
                "sim",
                type,
                model,
                "Simulated",
                false,
                false,
                "native",
                2_048,
                0,
                0,
                0,
                300,
                0,
                null);
    }
}
