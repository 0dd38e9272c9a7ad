package io.resolutionflow.gateway.limit;

import reactor.core.publisher.Mono;

/** Where the buckets are. */
interface RateStore {

    /**
     * @param allowed whether the request may go on
     * @param remaining whole requests left
     * @param waitSeconds until the next one is allowed; 0 when this one was
     */
    record Taken(boolean allowed, long remaining, long waitSeconds) {}

    /**
     * Takes one request from a bucket that refills steadily, {@code perMinute} in a minute.
     *
     * @return an error when the store cannot be asked
     */
    Mono<Taken> take(String bucket, long perMinute);
}
