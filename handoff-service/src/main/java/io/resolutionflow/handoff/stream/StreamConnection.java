package io.resolutionflow.handoff.stream;

import io.resolutionflow.platform.sse.SseMailbox;
import io.resolutionflow.platform.sse.SseStream;
import java.util.UUID;

/** An open stream as the hub knows it: who listens, and the bounded mailbox of what they get. */
public final class StreamConnection {

    private final UUID id;
    private final Reader reader;
    private final SseStream stream;
    private final SseMailbox<StreamRow> mailbox;

    StreamConnection(UUID id, Reader reader, SseStream stream, int capacity) {
        this.id = id;
        this.reader = reader;
        this.stream = stream;
        this.mailbox = stream.mailbox(capacity);
    }

    public UUID id() {
        return id;
    }

    public Reader reader() {
        return reader;
    }

    SseMailbox<StreamRow> mailbox() {
        return mailbox;
    }

    void offer(StreamRow row) {
        if (reader.wants(row)) {
            mailbox.offer(row);
        }
    }

    void end(String reason) {
        stream.end(reason);
    }
}
