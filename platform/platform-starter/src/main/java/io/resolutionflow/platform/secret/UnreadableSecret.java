package io.resolutionflow.platform.secret;

import java.io.Serial;

/** A ciphertext does not open in this row: moved, damaged, or sealed with a key that is gone. */
public class UnreadableSecret extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    UnreadableSecret(Throwable cause) {
        super("a stored secret cannot be read", cause);
    }
}
