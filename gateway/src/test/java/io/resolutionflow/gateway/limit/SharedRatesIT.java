package io.resolutionflow.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.resolutionflow.gateway.limit.RateStore.Taken;
import io.resolutionflow.gateway.testing.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The script in a real server, asked by two replicas. */
class SharedRatesIT {

    private static RedisServer server;

    private final SharedRates one = new SharedRates(URI.create(server.address()));
    private final SharedRates other = new SharedRates(URI.create(server.address()));

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterEach
    void disconnect() {
        one.close();
        other.close();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void replicas_share_one_bucket_and_never_give_more_than_it_holds() {
        connect();
        // one token refills in twelve seconds
        List<Taken> taken =
                Flux.range(0, 60)
                        .flatMap(i -> (i % 2 == 0 ? one : other).take("shared", 5), 60)
                        .collectList()
                        .block(Duration.ofSeconds(5));

        assertThat(taken).filteredOn(Taken::allowed).hasSize(5);
        assertThat(taken)
                .filteredOn(Taken::allowed)
                .extracting(Taken::remaining)
                .containsExactlyInAnyOrder(4L, 3L, 2L, 1L, 0L);
        assertThat(taken)
                .filteredOn(one -> !one.allowed())
                .allSatisfy(no -> assertThat(no.waitSeconds()).isBetween(1L, 12L));
    }

    @Test
    void a_bucket_refills_steadily_and_never_above_its_rate() {
        connect();
        // it refills by two a second meanwhile
        assertThat(IntStream.range(0, 500).anyMatch(i -> !take("steady", 120).allowed())).isTrue();

        await().atMost(Duration.ofSeconds(3)).until(() -> take("steady", 120).allowed());

        assertThat(take("steady", 120).remaining()).isLessThan(3);
    }

    @Test
    void buckets_are_of_one_user_and_route_and_go_by_themselves() {
        connect();
        take("ana/route", 1);
        assertThat(take("ben/route", 1).allowed()).isTrue();
        try (var client = RedisClient.create(server.address());
                var connection = client.connect()) {
            assertThat(connection.sync().pttl("rf:rate:ana/route")).isBetween(1L, 120_000L);
        }
    }

    private Taken take(String bucket, long perMinute) {
        return one.take(bucket, perMinute).blockOptional(Duration.ofSeconds(5)).orElseThrow();
    }

    /** The first request of a fresh connection may find it on its way. */
    private void connect() {
        for (SharedRates store : List.of(one, other)) {
            await().ignoreExceptions()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> store.take("warm", 1_000).block() != null);
        }
    }
}
