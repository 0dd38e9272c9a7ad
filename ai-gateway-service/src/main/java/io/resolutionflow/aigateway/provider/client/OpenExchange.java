package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One request at a provider, from its first byte to the end of its answer. {@link #close} cuts the
 * connection unless the answer was read to its end.
 */
final class OpenExchange implements AutoCloseable {

    /** Longest whole answer read (contract-ai §5.5). */
    static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final HttpPost request;
    private final Consumer<OpenExchange> forget;
    private final long endNanos;
    private volatile long dueNanos;
    private volatile boolean late;
    private volatile boolean complete;
    private volatile @Nullable ClassicHttpResponse response;

    OpenExchange(
            HttpPost request, Consumer<OpenExchange> forget, Duration left, Duration firstEvent) {
        this.request = request;
        this.forget = forget;
        long now = System.nanoTime();
        this.endNanos = now + left.toNanos();
        this.dueNanos = Math.min(endNanos, now + firstEvent.toNanos());
    }

    void answered(ClassicHttpResponse head) {
        response = head;
    }

    private ClassicHttpResponse head() {
        ClassicHttpResponse head = response;
        if (head == null) {
            throw new IllegalStateException("not answered yet");
        }
        return head;
    }

    int status() {
        return head().getCode();
    }

    @Nullable String header(String name) {
        var header = head().getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    InputStream stream() throws IOException {
        HttpEntity entity = head().getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** Whether the transport knows where the body ends. */
    boolean framed() {
        HttpEntity entity = head().getEntity();
        return entity != null && (entity.isChunked() || entity.getContentLength() >= 0);
    }

    /** The whole body; more than {@link #LONGEST_ANSWER} is no answer. */
    byte[] body() {
        try {
            byte[] body = stream().readNBytes(LONGEST_ANSWER + 1);
            if (body.length > LONGEST_ANSWER) {
                throw new ProviderFailure(ErrorClass.REJECTED, status(), null);
            }
            complete = true;
            return body;
        } catch (IOException e) {
            throw failure(e, ErrorClass.SERVER);
        }
    }

    /** Something came: so much more time until the next. */
    void alive(Duration untilNext) {
        dueNanos = Math.min(endNanos, System.nanoTime() + untilNext.toNanos());
    }

    /** The body was read to its end: the connection may be used again. */
    void completed() {
        complete = true;
    }

    void endIfLate(long now) {
        if (now - dueNanos > 0 && !late) {
            late = true;
            request.cancel();
        }
    }

    /** What a broken exchange means: time was up, or as the caller says. */
    ProviderFailure failure(Exception cause, ErrorClass otherwise) {
        if (cause instanceof ProviderFailure known) {
            return known;
        }
        boolean timedOut = late || cause instanceof java.io.InterruptedIOException;
        return new ProviderFailure(timedOut ? ErrorClass.TIMEOUT : otherwise, null, null);
    }

    @Override
    public void close() {
        forget.accept(this);
        ClassicHttpResponse head = response;
        if (!complete) {
            // first the connection: closing the body alone would read it to its end
            request.cancel();
        }
        if (head != null) {
            try {
                head.close();
            } catch (IOException e) {
                // it was cut on purpose
            }
        }
    }
}
