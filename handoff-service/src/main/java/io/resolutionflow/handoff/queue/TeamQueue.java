package io.resolutionflow.handoff.queue;

import io.resolutionflow.handoff.handoff.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What waits for somebody to take it (contract-handoffs §4). */
@Service
public class TeamQueue {

    private final QueueRows rows;
    private final StreamPosition position;

    TeamQueue(QueueRows rows, StreamPosition position) {
        this.rows = rows;
        this.position = position;
    }

    /**
     * @param streamPosition read before the rows: a stream resumed from it misses nothing that is
     *     not in the list
     */
    public record Page(List<QueueItem> items, long openCount, long streamPosition) {}

    @Transactional(readOnly = true)
    public Page page(QueueFilter filter, @Nullable QueuePlace after, int skip, int fetch) {
        long before = position.current();
        return new Page(rows.page(filter, after, skip, fetch), rows.countOpen(filter), before);
    }
}
