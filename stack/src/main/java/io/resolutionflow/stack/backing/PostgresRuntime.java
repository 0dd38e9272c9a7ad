package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.part.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the server's programs come from and as whom they run. */
interface PostgresRuntime {

    /** Makes the programs and an empty place for the data available. */
    void prepare(Progress progress) throws IOException, InterruptedException;

    /** Command line of a server program, run as a user that is not root. */
    List<String> server(String program, List<String> arguments);

    /** Command line of a common program, run as the same user. */
    List<String> common(List<String> command);

    /**
     * Options of initdb for a collation that knows all of Unicode and is the same on every machine.
     */
    List<String> localeOptions();

    /** The data directory as this process sees it. */
    Path data();

    /** The data directory as the server sees it. */
    Path dataInside();

    void wipe() throws IOException, InterruptedException;
}
