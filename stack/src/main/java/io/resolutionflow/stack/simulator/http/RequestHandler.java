package io.resolutionflow.stack.simulator.http;

import java.io.IOException;

/** Serves one port. */
@FunctionalInterface
public interface RequestHandler {

    /** Must end the exchange through {@code answer}; when it throws, the connection is closed. */
    void handle(Request request, Answer answer) throws IOException, InterruptedException;
}
