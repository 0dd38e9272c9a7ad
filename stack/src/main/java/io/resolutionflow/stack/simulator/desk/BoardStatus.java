package io.resolutionflow.stack.simulator.desk;

/** One status of one board. */
public record BoardStatus(
        int id, String name, boolean closed, boolean inactive, boolean timeEntryNotAllowed) {

    public static BoardStatus open(int id, String name) {
        return new BoardStatus(id, name, false, false, false);
    }

    public static BoardStatus closing(int id, String name) {
        return new BoardStatus(id, name, true, false, false);
    }

    public BoardStatus retired() {
        return new BoardStatus(id, name, closed, true, timeEntryNotAllowed);
    }

    public BoardStatus withoutTimeEntries() {
        return new BoardStatus(id, name, closed, inactive, true);
    }
}
