package io.resolutionflow.platform.observability;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The id of the running trace, for problem documents, audit rows and outgoing events. */
public class TraceIds {

    private final Tracer tracer;

    public TraceIds(Tracer tracer) {
        this.tracer = tracer;
    }

    /** 32 hex digits; a fresh id when nothing is traced, so that an error can always be named. */
    public String current() {
        TraceContext context = context();
        return context == null ? UUID.randomUUID().toString().replace("-", "") : context.traceId();
    }

    /** W3C {@code traceparent} of the running span, null when nothing is traced. */
    public @Nullable String traceparent() {
        TraceContext context = context();
        if (context == null) {
            return null;
        }
        String sampled = Boolean.FALSE.equals(context.sampled()) ? "00" : "01";
        return "00-" + context.traceId() + "-" + context.spanId() + "-" + sampled;
    }

    private @Nullable TraceContext context() {
        var span = tracer.currentSpan();
        return span == null || span.context().traceId().isEmpty() ? null : span.context();
    }
}
