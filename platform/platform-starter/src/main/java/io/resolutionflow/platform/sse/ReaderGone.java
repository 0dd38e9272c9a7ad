package io.resolutionflow.platform.sse;

import java.io.IOException;
import java.io.Serial;

/** The reader of a stream closed its connection, or took nothing until the write timed out. */
public class ReaderGone extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    ReaderGone(IOException cause) {
        super("the reader left", cause);
    }
}
