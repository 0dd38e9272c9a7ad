package io.resolutionflow.stack.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** The way back to one client. Every method ends the exchange, except those of a stream. */
public final class Answer {

    private static final Duration BETWEEN_DROPS = Duration.ofMillis(200);

    private final HttpExchange exchange;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    public void send(Reply reply) throws IOException {
        head(reply);
        if (reply.body().length > 0) {
            exchange.getResponseBody().write(reply.body());
        }
        exchange.close();
    }

    /**
     * Headers at once, then the body spread over {@code total}: no single read is slow, the whole
     * answer is.
     */
    public void drip(Reply reply, Duration total) throws IOException, InterruptedException {
        head(reply);
        var body = reply.body();
        var drops = Math.clamp(total.dividedBy(BETWEEN_DROPS), 1, Math.max(1, body.length));
        var size = Math.ceilDiv(body.length, drops);
        var out = exchange.getResponseBody();
        for (int from = 0; from < body.length; from += size) {
            Thread.sleep(total.dividedBy(drops));
            out.write(body, from, Math.min(size, body.length - from));
            out.flush();
        }
        exchange.close();
    }

    /** Closes the connection without a word. */
    public void cut() {
        exchange.close();
    }

    /**
     * Promises the whole body, sends {@code bytes} of it (fewer than there are) and closes the
     * connection.
     */
    public void cutAfter(Reply reply, int bytes) throws IOException {
        head(reply);
        var out = exchange.getResponseBody();
        out.write(reply.body(), 0, Math.clamp(bytes, 0, Math.max(0, reply.body().length - 1)));
        out.flush();
        exchange.close();
    }

    /**
     * Sends the head of an answer whose length is not known; the caller writes and then calls
     * {@link #end()}.
     */
    public OutputStream stream(Reply head) throws IOException {
        head.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(head.status(), 0);
        return exchange.getResponseBody();
    }

    /** Ends a stream in good order. */
    public void end() throws IOException {
        exchange.getResponseBody().close();
        exchange.close();
    }

    private void head(Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
                reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
    }
}
