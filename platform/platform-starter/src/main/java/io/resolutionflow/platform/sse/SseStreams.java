package io.resolutionflow.platform.sse;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.CallerContext;
import io.resolutionflow.platform.sse.SseStream.Reader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

/** The open streams of this process. */
public class SseStreams {

    private static final Logger log = LoggerFactory.getLogger(SseStreams.class);
    private static final int LONGEST_ID = 200;
    private static final long RETRY_SECONDS = 30;

    private final Map<UUID, SseStream> open = new ConcurrentHashMap<>();
    private final Set<String> gauged = ConcurrentHashMap.newKeySet();
    private final SseProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final Ids ids;
    private final MeterRegistry meters;
    private volatile boolean closing;

    SseStreams(
            SseProperties properties, JsonMapper json, Clock clock, Ids ids, MeterRegistry meters) {
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.meters = meters;
    }

    /**
     * Serves the running request as a stream, with the configured caps, and returns when it is
     * over.
     *
     * @throws DomainException 429 {@code too_many_streams}; also whatever the handler throws before
     *     it has written something
     */
    public void serve(
            String name,
            HttpServletRequest request,
            HttpServletResponse response,
            SseHandler handler) {
        serve(name, Caps.of(properties), request, response, handler);
    }

    /**
     * How many streams of one name may be open at this process.
     *
     * @param perUser not counted for service clients
     */
    public record Caps(int perUser, int perAccount) {

        static Caps of(SseProperties properties) {
            return new Caps(properties.perUser(), properties.perAccount());
        }

        /** For a caller that counts by itself, e.g. over all replicas. */
        public static Caps none() {
            return new Caps(Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    /** Like {@link #serve(String, HttpServletRequest, HttpServletResponse, SseHandler)}. */
    public void serve(
            String name,
            Caps caps,
            HttpServletRequest request,
            HttpServletResponse response,
            SseHandler handler) {
        Caller caller = CallerContext.required();
        var reader =
                new Reader(
                        ids.next(),
                        name,
                        caller.accountId(),
                        caller.userId(),
                        lastEventId(request),
                        tokenExpiry());
        var writer = new SseWriter(response, json);
        var stream = new SseStream(reader, writer, properties.keepAlive(), clock);
        admit(stream, caps, caller.isService());
        try {
            handler.serve(stream);
        } catch (ReaderGone gone) {
            log.atDebug().addKeyValue("stream", name).log("reader left the stream");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failed(name, writer, e);
        } finally {
            open.remove(reader.streamId());
        }
    }

    /** Ends those streams whose reader lost what they were opened with; returns how many. */
    public int end(Predicate<Reader> which, String reason) {
        int ended = 0;
        for (SseStream stream : open.values()) {
            if (which.test(stream.reader())) {
                stream.end(reason);
                ended++;
            }
        }
        return ended;
    }

    /** How many streams are open here. */
    public int count() {
        return open.size();
    }

    /**
     * Before the web server waits for running requests: an open stream would make it wait its whole
     * grace time.
     */
    void close() {
        closing = true;
        open.values().forEach(stream -> stream.end("shutdown"));
    }

    private synchronized void admit(SseStream stream, Caps caps, boolean service) {
        Reader reader = stream.reader();
        long ofAccount = count(reader, other -> true);
        long ofUser = service ? 0 : count(reader, other -> other.userId().equals(reader.userId()));
        if (open.size() >= properties.total()
                || ofAccount >= caps.perAccount()
                || ofUser >= caps.perUser()) {
            throw new DomainException(
                            429,
                            "too_many_streams",
                            "Too many live views are open. Close one first.")
                    .retryAfter(RETRY_SECONDS);
        }
        open.put(reader.streamId(), stream);
        if (closing) {
            stream.end("shutdown");
        }
        if (gauged.add(reader.name())) {
            Gauge.builder("rf_sse_streams", open, all -> named(all, reader.name()))
                    .tag("stream", reader.name())
                    .description("Streams open at this process")
                    .register(meters);
        }
    }

    private long count(Reader reader, Predicate<Reader> which) {
        return open.values().stream()
                .map(SseStream::reader)
                .filter(other -> other.name().equals(reader.name()))
                .filter(other -> java.util.Objects.equals(other.accountId(), reader.accountId()))
                .filter(which)
                .count();
    }

    private static double named(Map<UUID, SseStream> open, String name) {
        return open.values().stream().filter(one -> one.reader().name().equals(name)).count();
    }

    /** Behind the first byte no problem document can be sent; the reader comes back by itself. */
    private static void failed(String name, SseWriter writer, Exception e) {
        if (!writer.begun()) {
            throw e instanceof RuntimeException known
                    ? known
                    : new java.io.UncheckedIOException((IOException) e);
        }
        log.atError().setCause(e).addKeyValue("stream", name).log("stream broke off");
    }

    /** The header, or the query for readers that cannot set one. */
    private static @Nullable String lastEventId(HttpServletRequest request) {
        String header = request.getHeader("Last-Event-ID");
        String id = header != null ? header : request.getParameter("last_event_id");
        if (id == null || id.isBlank()) {
            return null;
        }
        String known = id.strip();
        return known.substring(0, Math.min(known.length(), LONGEST_ID));
    }

    private static Instant tokenExpiry() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            Instant expiry = token.getToken().getExpiresAt();
            if (expiry != null) {
                return expiry;
            }
        }
        throw new IllegalStateException("a verified token always expires");
    }
}
