package io.resolutionflow.stack.simulator.llm;

/**
 * Token figures of one call, in the contract's sense: {@code input} has the cached part in it,
 * {@code output} the thinking.
 */
record Usage(int input, int output, int thinking) {

    /** The cached part of the input, when the input is as long as usual. */
    static final int CACHED = 80;

    /** How Anthropic splits the cached part: what it read, what it wrote. */
    static final int CACHE_READ = 50;

    static final int CACHE_WRITTEN = 30;

    int visible() {
        return output - thinking;
    }
}
