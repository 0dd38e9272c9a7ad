package io.resolutionflow.e2e.ai;

/**
 * What {@code rf bench ai} is held against: the figures of contract-ai §11 as ADR 9 adjusted them,
 * once, after the first honest run. What a person waits for is held against what a person notices,
 * what a machine pays against the peer without a ledger in the same run.
 */
final class AiGoals {

    /** Added to a call, median: a fifth of what is felt as a delay (contract-ai: 2). */
    static final double ADDED_MILLIS = 20;

    /** Requests a second as a part of the peer's, on many accounts and on one. */
    static final double RATE_OF_PEER = 0.3;

    /** Processor time a request as a multiple of the peer's. */
    static final double CPU_OF_PEER = 2;

    /** A quiet account's p99 beside a noisy one: not felt as a delay. */
    static final double QUIET_MILLIS = 100;

    /** Added to the first token, median, when very many begin at once: thought is not cut off. */
    static final double FIRST_TOKEN_MILLIS = 1_000;

    /** Added to a chunk, p99: not felt as a delay. */
    static final double CHUNK_MILLIS = 100;

    private AiGoals() {}
}
