package io.resolutionflow.aigateway.provider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.aigateway.SimulatedModels;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.AiProperties;
import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ApiKeysFixture;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ModelProvider;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.Cure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import io.resolutionflow.aigateway.provider.Secret;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.contracts.ai.AiTask;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What every provider must be able to do, against the simulator of its wire format. A new one is
 * done when it passes: one call is one HTTP request, whatever happens.
 */
abstract class ModelProviderKit {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"kind\",\"note\"],"
                    + "\"properties\":{\"kind\":{\"type\":\"string\",\"enum\":[\"question\",\"action\"]},"
                    + "\"note\":{\"type\":[\"string\",\"null\"],\"maxLength\":200},"
                    + "\"tags\":{\"type\":\"array\",\"maxItems\":3,\"items\":{\"type\":\"string\"}}}}";

    private final ProviderHttp http = new ProviderHttp();

    /** The endpoint type, e.g. {@code anthropic}. */
    abstract String type();

    abstract WireFormat format();

    /** What follows the simulator's address in the base address. */
    abstract String basePath();

    /** Six disjoint counts of the simulator's usual answer in this format. */
    abstract TokenCounts usual();

    /** The same of a stream, where the vendor tells less. */
    TokenCounts usualStreamed() {
        return usual();
    }

    /** Whether the format has a status of its own for overload. */
    abstract int overloadStatus();

    @BeforeEach
    void aQuietReferee() {
        SimulatedModels.forget();
    }

    @AfterEach
    void closed() {
        http.close();
    }

    @Test
    void a_whole_answer_comes_with_text_figures_and_its_end() {
        Read read = read("sim-ok", false);

        assertThat(read.text).startsWith("This answer comes from the model simulator.");
        assertThat(read.usage()).isEqualTo(usual());
        assertThat(read.quality()).isEqualTo(UsageQuality.EXACT);
        assertThat(read.finish).isEqualTo("stop");
        oneCall();
    }

    @Test
    void a_stream_brings_the_same_text_and_the_same_figures_in_pieces() {
        Read whole = read("sim-ok", false);
        Read streamed = read("sim-ok", true);

        assertThat(streamed.pieces).isGreaterThan(5);
        assertThat(streamed.text).isEqualTo(whole.text);
        assertThat(streamed.usage()).isEqualTo(usualStreamed());
        assertThat(streamed.finish).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thoughts_are_no_part_of_the_answer(boolean streamed) {
        assertThat(read("sim-thinks", streamed).text)
                .startsWith("This answer")
                .doesNotContain("seems to ask");
    }

    @Test
    void figures_on_a_chunk_with_text_are_kept_and_the_last_ones_hold() {
        assertThat(read("sim-usage-on-content", true).usage()).isEqualTo(usualStreamed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void figures_nobody_told_stay_unknown(boolean streamed) {
        Read read = read("sim-no-usage", streamed);

        assertThat(read.last).isNull();
        assertThat(read.text).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_refusal_is_a_content_filter(boolean streamed) {
        assertThat(read("sim-blocked", streamed).finish).isEqualTo("content_filter");
    }

    @Test
    void an_answer_that_ends_at_its_bound_says_so() {
        assertThat(read(call("sim-ok", true, 20, null)).finish).isEqualTo("length");
    }

    @ParameterizedTest
    @CsvSource({
        "sim-status-401, AUTH",
        "sim-status-403, AUTH",
        "sim-status-402, PROVIDER_QUOTA",
        "sim-spent, PROVIDER_QUOTA",
        "sim-status-404, MODEL_MISSING",
        "sim-status-413, REJECTED",
        "sim-status-400, REJECTED",
        "sim-status-500, SERVER",
        "sim-status-502, SERVER",
        "sim-status-504, SERVER",
        "sim-status-503, OVERLOADED",
        "sim-529, OVERLOADED",
        "sim-status-429, RATE_LIMITED"
    })
    void every_no_has_its_class_and_is_one_call(String model, ErrorClass expected) {
        for (boolean streamed : new boolean[] {false, true}) {
            SimulatedModels.forget();
            ProviderFailure failure = failure(call(model, streamed));

            assertThat(failure.errorClass()).as(model).isEqualTo(expected);
            assertThat(failure.getMessage()).doesNotContain("simulated");
            oneCall();
        }
    }

    @Test
    void overload_keeps_its_status() {
        assertThat(failure(call("sim-529", false)).httpStatus()).isEqualTo(overloadStatus());
    }

    @Test
    void a_429_tells_how_long_to_wait() {
        assertThat(failure(call("sim-429-retry-2", false)).retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_wrong_key_is_refused_and_told_to_nobody() {
        ProviderFailure failure =
                failure(provider("wrong-canary"), call("sim-ok", false, 2_000, null));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.AUTH);
        assertThat(failure.toString()).doesNotContain("canary");
    }

    @Test
    void what_is_too_long_needs_a_larger_model() {
        assertThat(failure(call("sim-too-long", false)).cure()).isEqualTo(Cure.LARGER_MODEL);
    }

    @Test
    void a_server_that_does_not_know_schemas_is_asked_without() {
        ModelCall asked = call("sim-simple", false, 2_000, schema());
        assertThat(failure(asked).cure()).isEqualTo(Cure.SEND_PLAIN);

        assertThat(read(plain(asked)).text).isNotEmpty();
    }

    @Test
    void silence_ends_at_the_deadline() {
        for (boolean streamed : new boolean[] {false, true}) {
            Instant began = Instant.now();
            ModelCall late = with(call("sim-slow-10000", streamed), Instant.now().plusMillis(600));

            assertThat(failure(late).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_slow_drip_ends_at_the_deadline_too() {
        ModelCall late = with(call("sim-paced-1000-100", true), Instant.now().plusMillis(1_000));

        assertThat(failure(late).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void a_stream_that_breaks_is_no_clean_end() {
        var seen = new Read();

        ProviderFailure failure = failure(provider(), call("sim-cut", true), seen);

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.INTERRUPTED);
        assertThat(seen.text).isNotEmpty();
        assertThat(seen.finish).isEmpty();
    }

    @Test
    void an_error_in_mid_stream_is_no_clean_end() {
        var seen = new Read();

        assertThat(failure(provider(), call("sim-stream-error", true), seen).errorClass())
                .isEqualTo(ErrorClass.INTERRUPTED);
        assertThat(seen.text).isNotEmpty();
    }

    @Test
    void a_whole_answer_that_breaks_is_a_server_that_failed() {
        assertThat(failure(call("sim-cut", false)).errorClass()).isEqualTo(ErrorClass.SERVER);
    }

    @Test
    void closing_the_stream_ends_the_providers_side_at_once() {
        String model = "sim-paced-2000-20";
        ModelStream stream = provider().open(call(model, true));
        while (!(stream.next() instanceof ModelEvent.Text)) {
            // until it writes
        }

        stream.close();

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        SimulatedModels.calls(model).stream()
                                .allMatch(line ->
                                        line.path("closed_by").asString("").equals("client")));
    }

    @Test
    void another_thread_may_close_a_stream_that_waits() throws Exception {
        ModelStream stream = provider().open(call("sim-slow-20000", true));
        var waiting =
                Thread.ofVirtual()
                        .start(() ->
                                catchThrowableOfType(ProviderFailure.class, () -> stream.next()));

        stream.close();

        assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void a_finished_stream_was_ended_by_the_server() {
        read("sim-ok", true);

        await().untilAsserted(() ->
                assertThat(
                                SimulatedModels.calls("sim-ok")
                                        .getFirst()
                                        .path("closed_by")
                                        .asString(""))
                        .isEqualTo("server"));
    }

    @Test
    void a_picture_travels_with_the_text() {
        var user =
                new Message(
                        "user",
                        List.of(
                                Part.text("What is on it? " + UUID.randomUUID()),
                                new Part("image", null, null, "image/png", "iVBORw0KGgo=")));
        ModelCall plain = call("sim-ok", false);
        var call =
                new ModelCall(
                        plain.task(),
                        plain.inputs(),
                        List.of(user),
                        null,
                        plain.target(),
                        2_000,
                        plain.deadline(),
                        null,
                        false,
                        false);

        assertThat(read(call).text).isNotEmpty();
        assertThat(SimulatedModels.calls("sim-ok").getFirst().path("images").asInt()).isEqualTo(1);
    }

    @Test
    void a_structured_answer_has_the_asked_form() {
        JsonNode answer = JSON.readTree(read(call("sim-ok", false, 2_000, schema())).text);

        assertThat(answer.path("kind").asString()).isEqualTo("question");
        assertThat(answer.has("note")).isTrue();
    }

    @Test
    void a_structured_answer_can_be_broken_once_and_whole_the_next_time() {
        ModelCall call = call("sim-bad-json-then-ok", false, 2_000, schema());

        assertThat(read(call).text).startsWith("{\"answer\"").doesNotEndWith("}");
        assertThat(JSON.readTree(read(call).text).path("kind").asString()).isEqualTo("question");
    }

    @Test
    void an_account_that_does_not_allow_the_provider_sends_nothing() {
        ModelCall plain = call("sim-ok", false);
        var call =
                new ModelCall(
                        plain.task(),
                        plain.inputs(),
                        plain.messages(),
                        null,
                        plain.target(),
                        2_000,
                        plain.deadline(),
                        List.of("other"),
                        false,
                        false);

        assertThat(failure(call).errorClass()).isEqualTo(ErrorClass.REJECTED);
        assertThat(SimulatedModels.calls()).isEmpty();
    }

    // ---- what the tests are made of

    private static final class Read {
        private String text = "";
        private int pieces;
        private ModelEvent.@Nullable Usage last;
        private String finish = "";

        TokenCounts usage() {
            return Objects.requireNonNull(last).counts();
        }

        UsageQuality quality() {
            return Objects.requireNonNull(last).quality();
        }
    }

    private void oneCall() {
        assertThat(SimulatedModels.calls()).hasSize(1);
    }

    private Read read(String model, boolean streamed) {
        return read(call(model, streamed));
    }

    private Read read(ModelCall call) {
        var read = new Read();
        read(provider(), call, read);
        return read;
    }

    private static void read(ModelProvider provider, ModelCall call, Read read) {
        try (ModelStream stream = provider.open(call)) {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                switch (event) {
                    case ModelEvent.Text piece -> {
                        read.text += piece.text();
                        read.pieces++;
                    }
                    case ModelEvent.Usage told -> read.last = told;
                    case ModelEvent.Alive alive -> {
                        // no text
                    }
                    case ModelEvent.Finished end -> read.finish = end.reason();
                }
            }
        }
    }

    private ProviderFailure failure(ModelCall call) {
        return failure(provider(), call);
    }

    private static ProviderFailure failure(ModelProvider provider, ModelCall call) {
        return failure(provider, call, new Read());
    }

    private static ProviderFailure failure(ModelProvider provider, ModelCall call, Read seen) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProviderFailure.class, () -> read(provider, call, seen)));
    }

    private ModelProvider provider() {
        return provider(SimulatedModels.KEY);
    }

    private ModelProvider provider(String key) {
        var endpoint =
                new Endpoint(
                        type(),
                        URI.create(SimulatedModels.address() + basePath()),
                        Secret.valueOf(key),
                        "",
                        true,
                        true,
                        "max_completion_tokens");
        var properties =
                new AiProperties(
                        "free",
                        true,
                        100,
                        Map.of("sim", endpoint),
                        Map.of(),
                        Map.of(),
                        new AiProperties.Embedder("", "", null, 384, 2_048, 300));
        return new RemoteModelProvider(
                format(), properties, ApiKeysFixture.keys(), http, JSON, Clock.systemUTC());
    }

    private ModelCall call(String model, boolean streamed) {
        return call(model, streamed, 2_000, null);
    }

    private ModelCall call(
            String model, boolean streamed, int maxOutput, @Nullable JsonNode schema) {
        var profile =
                new ModelProfile(
                        "sim",
                        type(),
                        model,
                        "Simulated",
                        true,
                        true,
                        "native",
                        100_000,
                        16_000,
                        1_024,
                        0,
                        300,
                        100,
                        null);
        return new ModelCall(
                AiTask.CHAT_MESSAGE,
                JsonNodeFactory.instance.objectNode(),
                List.of(
                        new Message("system", List.of(Part.text("Help."))),
                        new Message(
                                "user",
                                List.of(Part.text("The drive is gone " + UUID.randomUUID())))),
                schema,
                profile,
                maxOutput,
                Instant.now().plusSeconds(20),
                null,
                streamed,
                false);
    }

    private static ModelCall with(ModelCall call, Instant deadline) {
        return new ModelCall(
                call.task(),
                call.inputs(),
                call.messages(),
                call.responseSchema(),
                call.target(),
                call.maxOutputTokens(),
                deadline,
                null,
                call.streamed(),
                false);
    }

    private static ModelCall plain(ModelCall call) {
        return new ModelCall(
                call.task(),
                call.inputs(),
                call.messages(),
                call.responseSchema(),
                call.target(),
                call.maxOutputTokens(),
                call.deadline(),
                null,
                call.streamed(),
                true);
    }

    private static JsonNode schema() {
        return JSON.readTree(SCHEMA);
    }
}
