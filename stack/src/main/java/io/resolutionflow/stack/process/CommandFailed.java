package io.resolutionflow.stack.process;

import java.io.IOException;

/** A helper program ended with an error; the message carries what it printed. */
public final class CommandFailed extends IOException {

    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }
}
