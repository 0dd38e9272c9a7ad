package io.resolutionflow.aigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.SseReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Streamed answers (contract-ai §3.3, §3.4). */
class StreamIT extends LiveModelsUnderTest {

    @ParameterizedTest
    @ValueSource(strings = {"oai", "ant", "goo"})
    void a_stream_starts_tells_its_text_and_ends_with_the_settled_answer(String vendor) {
        allow(vendor + "-sim-ok");
        try (SseReader stream = stream("ticket_notes", newKey(), "")) {
            await().until(stream::ended);

            assertThat(stream.response().headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.events().getFirst().name()).isEqualTo("start");
            JsonNode start = stream.events().getFirst().data();
            assertThat(start.propertyNames())
                    .containsExactlyInAnyOrder(
                            "request_id",
                            "provider",
                            "model",
                            "provider_label",
                            "is_language_model",
                            "tier",
                            "offline",
                            "offline_reason",
                            "replayed");
            assertThat(text(stream)).startsWith("This answer comes from the model simulator.");
            assertThat(stream.named("delta")).hasSizeGreaterThan(5);
            SseReader.Event done = stream.events().getLast();
            assertThat(done.name()).isEqualTo("done");
            assertThat(done.data().has("content")).isFalse();
            assertThat(done.data().at("/usage/input_tokens").asLong()).isEqualTo(100);
            assertThat(done.data().at("/usage/output_tokens").asLong()).isEqualTo(50);
            assertThat(done.data().get("usage_quality").asString()).isEqualTo("exact");
            assertThat(done.data().get("finish_reason").asString()).isEqualTo("stop");
            String id = start.get("request_id").asString();
            assertThat(stream.events()).allSatisfy(e -> assertThat(e.id()).startsWith(id + ":"));
            assertThat(usage(id).get("outcome").asString()).isEqualTo("succeeded");
        }
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(quota().at("/tokens/used").asLong()).isEqualTo(150);
        assertThat(quota().at("/tokens/reserved").asLong()).isZero();
    }

    @Test
    void cached_tokens_are_priced_apart_when_streamed_too_KD_1() {
        allow("ant-sim-ok");
        JsonNode done = done(stream("ticket_notes", newKey(), ""));

        // 20 fresh at 2, 50 read at 0.2, 30 written at 2.5, 50 out at 10 USD a million
        assertThat(done.get("cost_micros").asLong()).isEqualTo(40 + 10 + 75 + 500);
        assertThat(done.at("/usage/cached_input_tokens").asLong()).isEqualTo(50);
        assertThat(done.at("/usage/cache_write_tokens").asLong()).isEqualTo(30);
    }

    @Test
    void the_built_in_provider_streams_too() {
        allow("offline");
        administer("{\"allowed_providers\":[\"offline\"]}");
        try (SseReader stream = stream("status_update", newKey(), "\"tier\":\"fast\"")) {
            await().until(stream::ended);

            JsonNode start = stream.events().getFirst().data();
            assertThat(start.get("offline").asBoolean()).isTrue();
            assertThat(start.get("offline_reason").asString()).isEqualTo("configured");
            assertThat(stream.events().getLast().name()).isEqualTo("done");
            assertThat(text(stream)).isNotEmpty();
        }
    }

    @Test
    void a_refusal_before_the_start_is_an_ordinary_problem() {
        allow("oai-sim-status-400");
        try (SseReader refused = stream("ticket_notes", newKey(), "")) {
            assertThat(refused.response().statusCode()).isEqualTo(502);
            assertThat(refused.response().headers().firstValue("content-type").orElseThrow())
                    .isEqualTo("application/problem+json");
        }
        Answer withSchema =
                call(
                        "POST",
                        request(engineer, "/internal/v1/ai/completions")
                                .header("Accept", "text/event-stream")
                                .header("Idempotency-Key", newKey()),
                        body("ticket_notes", "\"response_schema\":{\"type\":\"object\"}"));
        assertThat(withSchema.code()).isEqualTo("stream_with_schema");
        assertThat(withSchema.status()).isEqualTo(422);
    }

    @Test
    void fallbacks_are_over_when_a_stream_starts() {
        allow("oai-sim-529", "ant-sim-ok");
        try (SseReader stream = stream("ticket_notes", newKey(), "")) {
            await().until(stream::ended);

            assertThat(stream.named("start")).hasSize(1);
            assertThat(stream.events().getFirst().data().get("provider").asString())
                    .isEqualTo("ant-sim-ok");
            assertThat(stream.events().getLast().data().get("attempts").asInt()).isEqualTo(3);
        }
        // once, once more, then the next: one row is one call
        assertThat(SimulatedModels.calls()).hasSize(3);
        assertThat(lastUsage().get("attempts")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oai-sim-cut", "ant-sim-stream-error", "goo-sim-cut"})
    void a_broken_stream_is_an_error_event_and_counts_nothing_KD_4(String endpoint) {
        allow(endpoint);
        try (SseReader stream = stream("ticket_notes", newKey(), "")) {
            await().until(stream::ended);

            JsonNode error = stream.events().getLast().data();
            assertThat(stream.events().getLast().name()).isEqualTo("error");
            assertThat(error.get("code").asString()).isEqualTo("ai_provider_error");
            assertThat(error.has("retryable")).isTrue();
            assertThat(error.get("request_id").asString()).isNotEmpty();
        }
        assertThat(SimulatedModels.calls()).hasSize(1);
        JsonNode row = lastUsage();
        assertThat(row.get("outcome").asString()).isEqualTo("failed");
        assertThat(row.get("error_code").asString()).isEqualTo("interrupted");
        assertThat(row.at("/attempts/0/counts").asBoolean()).isFalse();
        assertThat(quota().get("monthly_used").asLong() + quota().get("monthly_reserved").asLong())
                .isZero();
        assertThat(quota().at("/cost/used_micros").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oai", "ant", "goo"})
    void who_leaves_ends_the_providers_side_and_pays_for_what_was_written(String vendor) {
        allow(vendor + "-sim-paced-400-20");
        SseReader stream = stream("ticket_notes", newKey(), "");
        await().until(() -> stream.named("delta").size() > 3);
        String id = stream.events().getFirst().data().get("request_id").asString();

        stream.close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(usage(id).get("outcome").asString()).isEqualTo("cancelled"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(
                                        SimulatedModels.calls("sim-paced-400-20")
                                                .getFirst()
                                                .path("closed_by")
                                                .asString(""))
                                .isEqualTo("client"));
        JsonNode row = usage(id);
        assertThat(row.at("/usage/output_tokens").asLong()).isBetween(1L, 1_000L);
        assertThat(row.get("cost_micros").asLong()).isPositive();
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
        assertThat(quota().get("monthly_reserved").asLong()).isZero();
        assertThat(quota().at("/tokens/reserved").asLong()).isZero();
    }

    @Test
    void a_provider_that_ignores_its_bound_is_cut_at_what_was_held() {
        allow("oai-sim-runaway");
        try (SseReader stream = stream("ticket_notes", newKey(), "\"max_output_tokens\":100")) {
            await().until(stream::ended);

            JsonNode done = stream.events().getLast().data();
            assertThat(done.get("finish_reason").asString()).isEqualTo("length");
            assertThat(done.at("/usage/output_tokens").asLong()).isBetween(100L, 110L);
            assertThat(done.get("usage_quality").asString()).isEqualTo("counted");
        }
    }

    @Test
    void a_finished_stream_is_replayed_and_resumed_where_it_was_cut() {
        allow("oai-sim-ok");
        String key = newKey();
        String body = body("ticket_notes", "again", "");
        try (SseReader first = stream(body, key, Map.of());
                SseReader second = replay(body, key, first)) {
            assertThat(text(second)).isEqualTo(text(first));
            assertThat(second.events().getFirst().data().get("replayed").asBoolean()).isTrue();
            assertThat(second.events().getLast().data().get("replayed").asBoolean()).isTrue();

            SseReader.Event third = first.events().get(3);
            String before =
                    first.events().subList(0, 4).stream()
                            .filter(event -> event.name().equals("delta"))
                            .map(event -> event.data().get("text").asString())
                            .collect(Collectors.joining());
            try (SseReader resumed = stream(body, key, Map.of("Last-Event-ID", third.id()))) {
                await().until(resumed::ended);
                assertThat(resumed.named("start")).isEmpty();
                assertThat(before + text(resumed)).isEqualTo(text(first));
                assertThat(resumed.events().getLast().name()).isEqualTo("done");
            }
        }
        assertThat(SimulatedModels.calls()).hasSize(1);
        assertThat(quota().get("monthly_used").asLong()).isEqualTo(1);
    }

    private SseReader replay(String body, String key, SseReader first) {
        await().until(first::ended);
        SseReader second = stream(body, key, Map.of());
        await().until(second::ended);
        return second;
    }

    @Test
    void what_is_not_finished_cannot_be_resumed() {
        allow("oai-sim-ok");
        Answer refused =
                call(
                        "POST",
                        request(engineer, "/internal/v1/ai/completions")
                                .header("Accept", "text/event-stream")
                                .header("Last-Event-ID", UUID.randomUUID() + ":3")
                                .header("Idempotency-Key", newKey()),
                        body("ticket_notes", ""));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("stream_not_resumable");
    }

    @Test
    void the_end_of_the_token_ends_the_stream_with_a_word_KD_49() {
        allow("oai-sim-paced-400-20");
        var claims = engineer.claims();
        claims.put("exp", Instant.now().plusSeconds(4).getEpochSecond());
        String soonGone = "Bearer " + TestIssuer.get().sign(claims);
        try (SseReader stream = stream(soonGone, "ticket_notes", newKey(), "", Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(stream::ended);

            SseReader.Event last = stream.events().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data().get("code").asString()).isEqualTo("token_expired");
            assertThat(last.data().get("retryable").asBoolean()).isTrue();
        }
    }

    private SseReader stream(String body, String key, Map<String, String> headers) {
        var request =
                request(engineer, "/internal/v1/ai/completions")
                        .header("Idempotency-Key", key)
                        .header("Accept", "text/event-stream")
                        .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return SseReader.open(
                request.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private JsonNode done(SseReader stream) {
        await().until(stream::ended);
        assertThat(stream.events().getLast().name()).isEqualTo("done");
        return stream.events().getLast().data();
    }

    private static String text(SseReader stream) {
        return stream.named("delta").stream()
                .map(event -> event.data().get("text").asString())
                .collect(Collectors.joining());
    }
}
