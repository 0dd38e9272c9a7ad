package io.resolutionflow.handoff.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Readers of one account on this replica: rows are read once and given to each of them in order.
 */
final class AccountFeed {

    private final List<StreamConnection> connections = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean rung = new AtomicBoolean();
    private long position;

    /**
     * @return the position from which this connection hears live rows
     */
    long join(StreamConnection connection, LongSupplier current) {
        lock.lock();
        try {
            if (connections.isEmpty()) {
                position = current.getAsLong();
            }
            connections.add(connection);
            return position;
        } finally {
            lock.unlock();
        }
    }

    void leave(StreamConnection connection) {
        lock.lock();
        try {
            connections.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Many rings while a reading waits to start are one reading. */
    boolean ring() {
        return rung.compareAndSet(false, true);
    }

    /** Reads everything new and gives it out. */
    void read(LongFunction<List<StreamRow>> rowsAfter) {
        lock.lock();
        try {
            rung.set(false);
            while (!connections.isEmpty()) {
                List<StreamRow> rows = rowsAfter.apply(position);
                if (rows.isEmpty()) {
                    return;
                }
                for (StreamRow row : rows) {
                    connections.forEach(connection -> connection.offer(row));
                    position = row.seq();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    List<StreamConnection> connections() {
        lock.lock();
        try {
            return List.copyOf(connections);
        } finally {
            lock.unlock();
        }
    }
}
