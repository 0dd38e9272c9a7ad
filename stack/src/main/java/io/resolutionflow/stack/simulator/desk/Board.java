package io.resolutionflow.stack.simulator.desk;

import java.util.List;
import java.util.Optional;

/** A board (ConnectWise) or queue (Autotask) with the statuses its tickets can have. */
public record Board(int id, String name, List<BoardStatus> statuses) {

    public Board {
        statuses = List.copyOf(statuses);
    }

    public Optional<BoardStatus> status(int statusId) {
        return statuses.stream().filter(status -> status.id() == statusId).findFirst();
    }

    public Optional<BoardStatus> status(String statusName) {
        return statuses.stream()
                .filter(status -> status.name().equalsIgnoreCase(statusName))
                .findFirst();
    }
}
