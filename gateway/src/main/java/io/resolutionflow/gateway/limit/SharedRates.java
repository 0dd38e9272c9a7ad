package io.resolutionflow.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Buckets in a Valkey (or Redis) server that all replicas share. One script a request decides and
 * counts in the server, by the server's clock. Never waits for it longer than a moment, neither at
 * start nor in a request.
 */
class SharedRates implements RateStore, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration CONNECT_AGAIN = Duration.ofSeconds(1);

    /** Milli-tokens and their time; answers allowed, tokens left, milliseconds to wait. */
    private static final String TAKE =
            """
            local capacity = tonumber(ARGV[1]) * 1000
            local clock = redis.call('TIME')
            local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
            local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
            local tokens = tonumber(kept[1]) or capacity
            local at = tonumber(kept[2]) or now
            tokens = math.min(capacity, tokens + (now - at) * capacity / 60000)
            local allowed = 0
            local wait = 0
            if tokens >= 1000 then
              allowed = 1
              tokens = tokens - 1000
            else
              wait = math.ceil((1000 - tokens) * 60000 / capacity)
            end
            redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
            redis.call('PEXPIRE', KEYS[1], 120000)
            return {allowed, math.floor(tokens / 1000), wait}
            """;

    private final RedisURI server;
    private final RedisClient client;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;
    private long triedAt;

    SharedRates(URI address) {
        this.server = RedisURI.create(address);
        server.setTimeout(PATIENCE);
        this.client = RedisClient.create();
        client.setOptions(
                ClientOptions.builder()
                        .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                        .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                        // a lost server is told at once; requests must not queue for it
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .build());
    }

    @Override
    public Mono<Taken> take(String bucket, long perMinute) {
        return Mono.fromCompletionStage(this::connected)
                .flatMap(open ->
                        Mono.fromCompletionStage(
                                open.async()
                                        .<List<Long>>eval(
                                                TAKE,
                                                ScriptOutputType.MULTI,
                                                new String[] {"rf:rate:" + bucket},
                                                Long.toString(perMinute))))
                .timeout(PATIENCE)
                .map(answer ->
                        new Taken(answer.get(0) == 1, answer.get(1), (answer.get(2) + 999) / 1000));
    }

    /**
     * The one connection; made again, not more often than each second, when it never came about.
     */
    private synchronized CompletionStage<StatefulRedisConnection<String, String>> connected() {
        var present = connection;
        boolean failed = present != null && present.isCompletedExceptionally();
        if (present == null || (failed && System.nanoTime() - triedAt > CONNECT_AGAIN.toNanos())) {
            triedAt = System.nanoTime();
            present = client.connectAsync(StringCodec.UTF8, server).toCompletableFuture();
            connection = present;
        }
        return present;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
