package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.desk.Board;
import io.resolutionflow.stack.simulator.desk.BoardStatus;
import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** Boards and the statuses of each. */
final class BoardEndpoints {

    private final Desk desk;

    BoardEndpoints(Desk desk) {
        this.desk = desk;
    }

    Reply list(Call call) {
        return new ListQuery(call.request())
                .page(desk.boards().stream().map(BoardEndpoints::board).toList());
    }

    Reply one(Call call) {
        return find(call)
                .map(board -> Reply.wire(200, board(board)))
                .orElseGet(() -> Errors.notFound("Board"));
    }

    Reply statuses(Call call) {
        return find(call)
                .map(board -> new ListQuery(call.request()).page(statuses(board)))
                .orElseGet(() -> Errors.notFound("Board"));
    }

    private Optional<Board> find(Call call) {
        return desk.board((int) call.id("board"));
    }

    private static ObjectNode board(Board board) {
        return Wire.reference(board.id(), board.name())
                .put("inactiveFlag", false)
                .put("projectFlag", false);
    }

    private static List<ObjectNode> statuses(Board board) {
        return IntStream.range(0, board.statuses().size())
                .mapToObj(at -> status(board, board.statuses().get(at), at))
                .toList();
    }

    private static ObjectNode status(Board board, BoardStatus status, int sortOrder) {
        var json = Wire.reference(status.id(), status.name());
        json.set("board", Wire.reference(board.id(), board.name()));
        return json.put("sortOrder", sortOrder)
                .put("displayOnBoard", !status.inactive())
                .put("inactive", status.inactive())
                .put("closedStatus", status.closed())
                .put("timeEntryNotAllowed", status.timeEntryNotAllowed())
                .put("defaultFlag", sortOrder == 0)
                .put("escalationStatus", "NotResponded");
    }
}
