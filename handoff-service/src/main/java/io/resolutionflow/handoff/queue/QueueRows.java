package io.resolutionflow.handoff.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the queue of the bound account, in a transaction of the caller. */
public interface QueueRows {

    List<QueueItem> page(QueueFilter filter, @Nullable QueuePlace after, int skip, int fetch);

    /** Open hand-offs under the same filter, whatever its statuses. */
    long countOpen(QueueFilter filter);

    record Open(String intent, String source, long waiting) {}

    /** Figures over all accounts, in a transaction of its own. */
    List<Open> openEverywhere();
}
