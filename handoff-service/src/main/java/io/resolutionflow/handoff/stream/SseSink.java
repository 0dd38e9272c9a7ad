package io.resolutionflow.handoff.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where events of a stream are written, in the wire format of server-sent events; each call reaches
 * the socket.
 */
public interface SseSink {

    void retry(int milliseconds) throws IOException;

    /**
     * @param id null leaves the reader's last id as it is
     */
    void event(@Nullable Long id, String name, JsonNode data) throws IOException;

    void keepAlive() throws IOException;
}
