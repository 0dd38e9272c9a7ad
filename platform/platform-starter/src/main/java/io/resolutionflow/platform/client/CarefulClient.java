package io.resolutionflow.platform.client;

import feign.Client;
import feign.Request;
import feign.Response;
import io.resolutionflow.platform.deadline.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Every call to another service goes through here: in the place of its bulkhead, cut at the
 * caller's deadline, and repeated once when it is safe and certainly did not happen. The only layer
 * that repeats.
 */
class CarefulClient implements Client {

    private static final Set<Request.HttpMethod> SAFE =
            Set.of(Request.HttpMethod.GET, Request.HttpMethod.HEAD);

    private final Client transport;
    private final CallProperties properties;
    private final Map<String, Remote> remotes = new ConcurrentHashMap<>();

    CarefulClient(Client transport, CallProperties properties) {
        this.transport = transport;
        this.properties = properties;
    }

    private record Remote(String name, Semaphore places, RetryBudget budget) {}

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Remote remote = remotes.computeIfAbsent(name(request), this::remote);
        Duration wait = left().filter(this::isShorter).orElse(properties.bulkheadWait());
        enter(remote, wait);
        try {
            remote.budget().called();
            return attempts(remote, request, options);
        } finally {
            remote.places().release();
        }
    }

    private Response attempts(Remote remote, Request request, Request.Options options)
            throws IOException {
        try {
            return once(remote, request, options);
        } catch (IOException e) {
            if (!SAFE.contains(request.httpMethod())
                    || !neverArrived(e)
                    || !remote.budget().mayRetry()) {
                throw e;
            }
            return once(remote, request, options);
        }
    }

    private Response once(Remote remote, Request request, Request.Options options)
            throws IOException {
        Optional<Duration> left = left();
        if (left.isEmpty()) {
            return transport.execute(request, options);
        }
        long most = left.get().minus(properties.margin()).toMillis();
        if (most <= 0) {
            throw new RemoteUnavailableException(remote.name(), "no time left for the call");
        }
        return transport.execute(withTimeLeft(request, most), cut(options, most));
    }

    private static Request withTimeLeft(Request request, long milliseconds) {
        var headers = new LinkedHashMap<>(request.headers());
        headers.put(Deadline.HEADER, List.of(String.valueOf(milliseconds)));
        return Request.create(
                request.httpMethod(),
                request.url(),
                headers,
                request.body(),
                request.charset(),
                request.requestTemplate());
    }

    private static Request.Options cut(Request.Options options, long milliseconds) {
        return new Request.Options(
                Math.min(options.connectTimeoutMillis(), milliseconds),
                TimeUnit.MILLISECONDS,
                Math.min(options.readTimeoutMillis(), milliseconds),
                TimeUnit.MILLISECONDS,
                options.isFollowRedirects());
    }

    private void enter(Remote remote, Duration wait) {
        try {
            if (remote.places().tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RemoteUnavailableException(remote.name(), "all places taken");
    }

    private static Optional<Duration> left() {
        return Deadline.left();
    }

    private boolean isShorter(Duration left) {
        return left.compareTo(properties.bulkheadWait()) < 0;
    }

    private Remote remote(String name) {
        return new Remote(
                name,
                new Semaphore(properties.bulkhead()),
                new RetryBudget(properties.retryShare()));
    }

    private static String name(Request request) {
        return request.requestTemplate().feignTarget().name();
    }

    private static boolean neverArrived(IOException e) {
        return e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof NoHttpResponseException;
    }
}
