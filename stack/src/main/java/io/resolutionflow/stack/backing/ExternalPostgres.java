package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.util.Optional;

/**
 * A server that the user gave by {@code RF_POSTGRES_URL}: never started or stopped here, only set
 * up.
 */
final class ExternalPostgres implements Program {

    private final Databases databases;

    ExternalPostgres(Databases databases) {
        this.databases = databases;
    }

    @Override
    public void prepare(Progress progress) {
        progress.say("postgres", "using the given server");
    }

    @Override
    public Optional<Launch> launch() {
        return Optional.empty();
    }

    @Override
    public void afterReady() throws IOException, InterruptedException {
        databases.create();
    }
}
