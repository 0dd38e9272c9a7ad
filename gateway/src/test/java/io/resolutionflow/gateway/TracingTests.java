package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.resolutionflow.platform.testing.identity.TestPerson;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Where something exports spans, the gateway's own span stands between the caller's and the
 * service's.
 */
class TracingTests extends GatewayUnderTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";
    private static final List<SpanData> SPANS = new CopyOnWriteArrayList<>();

    @TestConfiguration
    static class Kept {

        @Bean
        SpanExporter keptSpans() {
            return new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    SPANS.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            };
        }
    }

    private static List<SpanData> spans() {
        return SPANS.stream().filter(span -> span.getTraceId().equals(TRACE)).toList();
    }

    @Test
    void a_span_goes_on_with_the_callers_trace_and_the_service_with_it() throws Exception {
        http.send(
                request("/api/v1/l1/queue", TestPerson.l1(acme).bearer())
                        .header("traceparent", "00-" + TRACE + "-" + CALLERS_SPAN + "-01")
                        .build(),
                BodyHandlers.ofString());
        String sent = header(SERVICE.seen.take(), "traceparent").getFirst();

        await().atMost(Duration.ofSeconds(30)).until(() -> !spans().isEmpty());

        assertThat(spans()).hasSize(1);
        SpanData span = spans().getFirst();
        assertThat(span.getParentSpanId()).isEqualTo(CALLERS_SPAN);
        assertThat(span.getName()).isEqualTo("GET /api/v1/l1/**");
        assertThat(span.getAttributes().asMap().toString()).contains("200");
        assertThat(sent).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
    }
}
