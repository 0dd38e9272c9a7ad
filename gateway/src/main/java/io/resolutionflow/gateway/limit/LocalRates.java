package io.resolutionflow.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Buckets in this process: each replica counts for itself. */
class LocalRates implements RateStore {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cache<String, Bucket> buckets;

    /**
     * @param maxBuckets past it the ones unused longest are forgotten
     */
    LocalRates(long maxBuckets) {
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(maxBuckets)
                        .expireAfterAccess(MINUTE.multipliedBy(2))
                        .build();
    }

    @Override
    public Mono<Taken> take(String bucket, long perMinute) {
        return Mono.just(takeNow(bucket, perMinute));
    }

    Taken takeNow(String bucket, long perMinute) {
        var probe = buckets.get(bucket, key -> bucket(perMinute)).tryConsumeAndReturnRemaining(1);
        long wait =
                probe.isConsumed()
                        ? 0
                        : Math.max(
                                1,
                                Duration.ofNanos(probe.getNanosToWaitForRefill())
                                        .plusMillis(999)
                                        .toSeconds());
        return new Taken(probe.isConsumed(), probe.getRemainingTokens(), wait);
    }

    private static Bucket bucket(long perMinute) {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, MINUTE)
                                .build())
                .build();
    }
}
