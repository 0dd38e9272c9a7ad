package io.resolutionflow.handoff.stream;

import io.resolutionflow.handoff.handoff.StreamPosition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Rows of the live stream of the bound account, in a transaction of the caller. */
public interface StreamEvents extends StreamPosition {

    /**
     * Takes the next sequence under the account's counter row, locked to the commit: commit order
     * is sequence order.
     */
    long append(String type, UUID handoffId, UUID originator, String intent, ObjectNode payload);

    /** Rows after a sequence in order. */
    List<StreamRow> after(long seq, int max);

    boolean has(long seq);

    /**
     * Deletes what is older, in all accounts; in a transaction of its own.
     *
     * @return how many rows went, {@code most} when there may be more
     */
    int purge(Instant before, int most);
}
