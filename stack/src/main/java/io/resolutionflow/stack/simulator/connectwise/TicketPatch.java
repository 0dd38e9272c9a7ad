package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Board;
import io.resolutionflow.stack.simulator.desk.BoardStatus;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.Ticket;
import io.resolutionflow.stack.simulator.http.Reply;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Works out what a ticket becomes by a JSON Patch array. Paths are case-sensitive; references are
 * replaced whole ({@code status} with {@code {"id":16}}); nested paths ({@code status/id}) work
 * unless told to be ignored.
 */
final class TicketPatch {

    /** The ticket as it should be, or why not. */
    sealed interface Result {
        record Changed(Ticket ticket) implements Result {}

        record Refused(Reply reply) implements Result {}
    }

    private final Desk desk;
    private final boolean ignoreNested;

    TicketPatch(Desk desk, boolean ignoreNested) {
        this.desk = desk;
        this.ignoreNested = ignoreNested;
    }

    Result apply(JsonNode operations, Ticket ticket) {
        var changed = ticket;
        Reference status = null;
        for (var operation : operations) {
            var path = operation.path("path").asString("").replaceFirst("^/", "");
            var value = operation.path("value");
            if (ignoreNested && path.contains("/")) {
                continue;
            }
            switch (path) {
                case "status", "status/id", "status/name" -> status = Reference.of(path, value);
                case "board", "board/id" ->
                        changed = changed.moved(Reference.of(path, value).id(), changed.statusId());
                case "owner", "owner/id" -> changed = changed.owned(Reference.of(path, value).id());
                case "summary" -> changed = changed.titled(value.asString(""));
                default -> {
                    return refused(
                            "InvalidField",
                            "Path '" + path + "' is not known or cannot be changed.",
                            path);
                }
            }
        }
        return checked(changed, status == null ? new Reference(changed.statusId(), "") : status);
    }

    private Result checked(Ticket ticket, Reference wanted) {
        var owner = ticket.ownerId();
        if (owner != null && desk.member(owner).isEmpty()) {
            return refused("NotFound", "Member " + owner + " not found", "owner/id");
        }
        var board = desk.board(ticket.boardId());
        if (board.isEmpty()) {
            return refused(
                    "NotFound", "Service Board " + ticket.boardId() + " not found", "board/id");
        }
        var status = find(board.get(), wanted).filter(found -> !found.inactive());
        if (status.isEmpty()) {
            var message =
                    "Service Status %s not found for Service Board %d"
                            .formatted(wanted.shown(), board.get().id());
            return refused("NotFound", message, "status/name");
        }
        return new Result.Changed(ticket.moved(board.get().id(), status.get().id()));
    }

    private static Optional<BoardStatus> find(Board board, Reference wanted) {
        return wanted.id() == Reference.NO_ID
                ? board.status(wanted.name())
                : board.status(wanted.id());
    }

    private static Result refused(String code, String message, String field) {
        return new Result.Refused(Errors.invalidObject("ticket", code, message, field));
    }

    /** What a patch names: an id, or a name where there is no id. */
    private record Reference(int id, String name) {

        static final int NO_ID = Integer.MIN_VALUE;

        static Reference of(String path, JsonNode value) {
            if (path.endsWith("/name")) {
                return new Reference(NO_ID, value.asString(""));
            }
            var id = path.endsWith("/id") ? value : value.path("id");
            return new Reference(id.asInt(NO_ID), value.path("name").asString(""));
        }

        String shown() {
            return id == NO_ID ? name : Integer.toString(id);
        }
    }
}
