package io.resolutionflow.stack.process;

import java.time.Instant;

/** What is remembered of a started process. */
public record ProcessRecord(String name, ProcessIdentity identity, Instant at) {

    public boolean isAlive() {
        return identity.isAlive();
    }

    public long pid() {
        return identity.pid();
    }
}
