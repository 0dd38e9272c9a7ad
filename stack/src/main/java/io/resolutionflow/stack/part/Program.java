package io.resolutionflow.stack.part;

import io.resolutionflow.stack.process.Detached;
import io.resolutionflow.stack.process.Launch;
import io.resolutionflow.stack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a {@link Unit} runs. Every method may be called again after a crash at any point of an
 * earlier call.
 */
public interface Program {

    /** Lays out files; the first time may take long. */
    void prepare(Progress progress) throws IOException, InterruptedException;

    /** Empty when the unit is run by somebody else and only used here. */
    Optional<Launch> launch();

    /** Sets up what users of the unit expect in it, once it is ready. */
    default void afterReady() throws IOException, InterruptedException {}

    /**
     * Starts what {@link #launch} describes; its output goes to the end of the log.
     *
     * @return the process that serves, empty when it ended at once
     */
    default Optional<ProcessIdentity> start(Launch launch, Path log)
            throws IOException, InterruptedException {
        return ProcessIdentity.of(Detached.start(launch, log).pid());
    }

    /** Name without SIG of the signal for an orderly end. */
    default String stopSignal() {
        return "TERM";
    }

    /** Deletes what the unit stored, when plain deletion of the state directory cannot. */
    default void wipe() throws IOException, InterruptedException {}
}
