package io.resolutionflow.psa.receipt.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.receipt.Receipt;
import io.resolutionflow.psa.receipt.Receipts;
import io.resolutionflow.psa.writeback.LogFilter;
import io.resolutionflow.psa.writeback.LogPage;
import io.resolutionflow.psa.writeback.Origin;
import io.resolutionflow.psa.writeback.WritebackKind;
import io.resolutionflow.psa.writeback.WritebackState;
import io.resolutionflow.psa.writeback.WritebackView;
import io.resolutionflow.psa.writeback.Writebacks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was written, and its proof (contract-psa §11). */
@RestController
@RequestMapping("/api/v1")
class ReceiptController {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Receipts receipts;
    private final Writebacks writebacks;

    ReceiptController(Receipts receipts, Writebacks writebacks) {
        this.receipts = receipts;
        this.writebacks = writebacks;
    }

    @GetMapping("/ai-sessions/{sessionId}/writebacks")
    @Requires(Gate.ENGINEER)
    List<WritebackView> ofSession(Caller caller, @PathVariable UUID sessionId) {
        return receipts.ofSession(caller, sessionId);
    }

    @GetMapping("/integrations/psa/writebacks/{id}/receipt")
    @Requires(Gate.ENGINEER_OR_L1)
    Receipt receipt(Caller caller, @PathVariable UUID id) {
        return receipts.receipt(caller, id);
    }

    @GetMapping("/integrations/psa/post-log")
    @Requires(Gate.OWNER_ADMIN)
    ResponseEntity<List<WritebackView>> log(
            Caller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String origin,
            @RequestParam(name = "connection_id", required = false) @Nullable UUID connectionId,
            @RequestParam(name = "ticket_id", required = false) @Nullable String ticketId,
            @RequestParam(name = "session_id", required = false) @Nullable UUID sessionId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip) {
        var filter =
                new LogFilter(
                        named("state", state, WritebackState.class),
                        named("kind", kind, WritebackKind.class),
                        named("origin", origin, Origin.class),
                        connectionId,
                        ticketId,
                        sessionId,
                        inRange("from", from),
                        inRange("to", to));
        String binding = caller.account() + "|" + caller.userId() + "|post-log|" + filter;
        PageQuery page = PageQuery.of(limit, cursor, skip, 50, 100, binding);
        Keyset after = page.after();
        List<WritebackView> rows =
                writebacks
                        .log(
                                filter,
                                new LogPage(
                                        after == null ? null : after.at(),
                                        after == null ? null : after.id(),
                                        page.skip(),
                                        page.fetch()))
                        .stream()
                        .map(WritebackView::of)
                        .toList();
        return page.respond(rows, row -> new Keyset(row.createdAt(), row.id()));
    }

    /** What a time of the database can be. */
    private static @Nullable Instant inRange(String field, @Nullable Instant at) {
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw DomainException.invalid(
                    field, "out_of_range", "There is nothing of such a time.");
        }
        return at;
    }

    private static <E extends Enum<E>> @Nullable E named(
            String field, @Nullable String name, Class<E> type) {
        if (name == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid(field, "invalid_value", "There is no such value.");
        }
    }
}
