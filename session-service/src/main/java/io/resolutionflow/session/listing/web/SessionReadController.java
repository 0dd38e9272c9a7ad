package io.resolutionflow.session.listing.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.conversation.Message;
import io.resolutionflow.session.listing.MessageView;
import io.resolutionflow.session.listing.QueueItem;
import io.resolutionflow.session.listing.SessionDetail;
import io.resolutionflow.session.listing.SessionDetails;
import io.resolutionflow.session.listing.SessionFilter;
import io.resolutionflow.session.listing.SessionQueries;
import io.resolutionflow.session.listing.SessionQueries.QueueRow;
import io.resolutionflow.session.listing.SessionSummary;
import io.resolutionflow.session.session.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading sessions (contract-sessions §4.3). The fixed paths win over {@code /{id}}. */
@RestController
@RequestMapping("/api/v1/ai-sessions")
@Requires(Gate.ACTIVE)
class SessionReadController {

    private static final Set<String> SCOPES = Set.of("account", "team");

    private final SessionQueries queries;
    private final SessionDetails details;

    SessionReadController(SessionQueries queries, SessionDetails details) {
        this.queries = queries;
        this.details = details;
    }

    record Found(
            UUID id,
            String title,
            String sessionType,
            @Nullable String problemSummary,
            @Nullable String problemDomain,
            String status,
            Instant createdAt) {

        static Found of(SessionSummary s) {
            return new Found(
                    s.id(),
                    s.title(),
                    s.sessionType(),
                    s.problemSummary(),
                    s.problemDomain(),
                    s.status(),
                    s.createdAt());
        }
    }

    @GetMapping
    ResponseEntity<List<SessionSummary>> list(
            Caller caller,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "session_type", required = false) @Nullable String sessionType,
            @RequestParam(name = "confidence_tier", required = false)
                    @Nullable String confidenceTier,
            @RequestParam(name = "problem_domain", required = false) @Nullable String problemDomain,
            @RequestParam(name = "matched_flow_id", required = false) @Nullable UUID matchedFlowId,
            @RequestParam(name = "ticket_id", required = false) @Nullable String ticketId,
            @RequestParam(name = "date_from", required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable LocalDate dateFrom,
            @RequestParam(name = "date_to", required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable LocalDate dateTo,
            @RequestParam(name = "q", required = false) @Nullable String q,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "skip", required = false) @Nullable Integer skip) {
        var filter =
                new SessionFilter(
                        SessionFilter.list(status),
                        sessionType,
                        confidenceTier,
                        problemDomain,
                        matchedFlowId,
                        ticketId,
                        dateFrom,
                        dateTo,
                        q);
        var page = PageQuery.of(limit, cursor, skip, 20, 100, binding(caller, "list", filter));
        Actor actor = Actor.of(caller);
        SessionQueries.Page found = queries.page(actor, filter, page);
        var answer = page.respond(found.rows(), s -> new Keyset(s.createdAt(), s.id()));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(headers -> headers.addAll(answer.getHeaders()))
                .header("RF-Total-Count", Integer.toString(found.total()))
                .body(answer.getBody());
    }

    @GetMapping("/search")
    List<Found> search(
            Caller caller,
            @RequestParam(name = "q") String q,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        var filter =
                new SessionFilter(
                        List.of(), null, null, null, null, null, null, null, SessionFilter.term(q));
        var page = PageQuery.of(limit, null, null, 5, 20, "search");
        return queries.list(Actor.of(caller), filter, page).stream()
                .limit(page.limit())
                .map(Found::of)
                .toList();
    }

    @GetMapping("/escalation-queue")
    @Requires(Gate.ENGINEER)
    ResponseEntity<List<QueueItem>> queue(
            Caller caller,
            @RequestParam(name = "scope", required = false) @Nullable String scope,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        if (scope != null && !SCOPES.contains(scope)) {
            throw DomainException.invalid(
                    "scope", "unknown_value", "The scope is account or team.");
        }
        boolean team = "team".equals(scope);
        var page = PageQuery.of(limit, cursor, null, 50, 100, binding(caller, "queue", team));
        var answer =
                page.respond(
                        queries.waiting(Actor.of(caller), team, page),
                        row -> new Keyset(row.urgency(), row.item().id()));
        List<QueueRow> rows = answer.getBody() == null ? List.of() : answer.getBody();
        return ResponseEntity.ok()
                .headers(headers -> headers.addAll(answer.getHeaders()))
                .body(rows.stream().map(QueueRow::item).toList());
    }

    @GetMapping("/{id}")
    SessionDetail detail(Caller caller, @PathVariable UUID id) {
        return details.of(Actor.of(caller), id);
    }

    /**
     * Pages go back in time; inside a page the oldest comes first. The keyset's time carries the
     * place of a message.
     */
    @GetMapping("/{id}/messages")
    ResponseEntity<List<MessageView>> messages(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId) {
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        null,
                        100,
                        200,
                        binding(caller, "messages", id + "|" + branchId));
        int before =
                page.after() == null
                        ? Integer.MAX_VALUE
                        : Math.toIntExact(page.after().at().getEpochSecond());
        List<Message> fetched =
                details.messages(Actor.of(caller), id, branchId, before, page.fetch());
        var answer =
                page.respond(
                        fetched,
                        message -> new Keyset(Instant.ofEpochSecond(message.seq()), message.id()));
        List<Message> shown = answer.getBody() == null ? List.of() : answer.getBody();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.LINK,
                        answer.getHeaders().getOrEmpty(HttpHeaders.LINK).toArray(String[]::new))
                .body(shown.reversed().stream().map(MessageView::of).toList());
    }

    private static String binding(Caller caller, String route, Object filters) {
        return caller.account() + "|" + caller.userId() + "|" + route + "|" + filters;
    }
}
