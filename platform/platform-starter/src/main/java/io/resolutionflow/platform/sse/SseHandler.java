package io.resolutionflow.platform.sse;

import java.io.IOException;

/** Serves one reader from the first byte to the last. */
@FunctionalInterface
public interface SseHandler {

    /**
     * Returns when the stream is over.
     *
     * @throws ReaderGone when a write found nobody; not to be caught
     */
    void serve(SseStream stream) throws IOException, InterruptedException;
}
