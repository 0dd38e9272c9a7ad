package io.resolutionflow.e2e.upgrade;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the day's work left behind, to be looked for afterwards. */
final class Made {

    /** Something that its maker must still be able to read, and in which status. */
    record Readable(String who, String path, String status) {}

    private final ConcurrentLinkedQueue<Readable> readable = new ConcurrentLinkedQueue<>();
    private final Set<String> handoffs = ConcurrentHashMap.newKeySet();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    void readable(String who, String path, String status) {
        readable.add(new Readable(who, path, status));
    }

    void handoff(String id) {
        handoffs.add(id);
    }

    /** A ticket that has exactly one note now. */
    void note(String ticket) {
        noted.add(ticket);
    }

    List<Readable> readable() {
        return List.copyOf(readable);
    }

    Set<String> handoffs() {
        return Set.copyOf(handoffs);
    }

    Set<String> noted() {
        return Set.copyOf(noted);
    }
}
