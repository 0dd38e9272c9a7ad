package io.resolutionflow.stack.command;

import io.resolutionflow.stack.instance.StateDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two commands from starting and stopping parts of one instance at the same time. Ends with
 * the process, however it ends.
 */
final class CommandLock implements AutoCloseable {

    private final FileChannel channel;

    private CommandLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws IOException with a sentence for the user when another command holds it
     */
    static CommandLock take(StateDirectory state) throws IOException {
        var channel =
                FileChannel.open(
                        state.run().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException(
                    "Another rf command is starting or stopping parts of this instance; try again when it has ended.");
        }
        return new CommandLock(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
