package io.resolutionflow.psa.secret;

import java.io.Serial;

/** A ciphertext does not open in this row: moved, damaged, or sealed with a key that is gone. */
public class UnreadableCredentials extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    UnreadableCredentials(Throwable cause) {
        super("stored credentials cannot be read", cause);
    }
}
