package io.resolutionflow.stack.part;

import io.resolutionflow.stack.process.Launch;
import io.resolutionflow.stack.process.ProcessIdentity;
import java.io.IOException;
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

    /** The process that really serves, when the started one was only a wrapper around it. */
    default ProcessIdentity serving(ProcessIdentity started) {
        return started;
    }

    /** Name without SIG of the signal for an orderly end. */
    default String stopSignal() {
        return "TERM";
    }

    /** Deletes what the unit stored, when plain deletion of the state directory cannot. */
    default void wipe() throws IOException, InterruptedException {}
}
