package io.resolutionflow.handoff.queue.web;

import io.resolutionflow.handoff.handoff.Intent;
import io.resolutionflow.handoff.handoff.SourceKind;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.handoff.queue.QueueFilter;
import io.resolutionflow.handoff.queue.QueueItem;
import io.resolutionflow.handoff.queue.QueuePlace;
import io.resolutionflow.handoff.queue.TeamQueue;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** GET queue (contract-handoffs §4); its fixed path wins over {@code /{session_id}} (KD-51). */
@RestController
class QueueController {

    private static final Map<String, List<Status>> STATUSES =
            Map.of(
                    "open", List.of(Status.OPEN),
                    "claimed", List.of(Status.CLAIMED),
                    "live", List.of(Status.OPEN, Status.CLAIMED));

    private final TeamQueue queue;

    QueueController(TeamQueue queue) {
        this.queue = queue;
    }

    @Requires(Gate.ENGINEER)
    @GetMapping("/api/v1/ai-sessions/queue")
    ResponseEntity<List<QueueItem>> queue(
            @RequestParam(defaultValue = "all") String intent,
            @RequestParam(defaultValue = "all") String source,
            @RequestParam(defaultValue = "open") String status,
            @RequestParam(defaultValue = "account") String scope,
            @RequestParam(defaultValue = "any") String target,
            @RequestParam(name = "include_own", defaultValue = "false") boolean includeOwn,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        List<Status> statuses = STATUSES.get(status);
        if (statuses == null) {
            throw unknown("status");
        }
        var filter =
                new QueueFilter(
                        caller.userId(),
                        intent.equals("all") ? null : named(Intent.class, "intent", intent),
                        source.equals("all") ? null : named(SourceKind.class, "source", source),
                        statuses,
                        one(scope, "scope", "team", "account") ? caller.teamId() : null,
                        one(target, "target", "me", "any") ? caller.userId() : null,
                        includeOwn ? null : caller.userId(),
                        part(q));
        // checks limit, skip and their conflict with a cursor; the cursor itself has three parts
        // here
        if (cursor != null && skip != null) {
            throw DomainException.unprocessable(
                    "paging_conflict", "Use either cursor or skip, not both.");
        }
        var paging = PageQuery.of(limit, null, skip, 50, 100, "queue");
        String binding = caller.account() + ":" + filter;
        QueuePlace after = cursor == null ? null : QueueCursor.read(cursor, binding);
        TeamQueue.Page page = queue.page(filter, after, paging.skip(), paging.fetch());
        var answer =
                ResponseEntity.ok()
                        .header("RF-Open-Count", String.valueOf(page.openCount()))
                        .header("RF-Stream-Position", String.valueOf(page.streamPosition()));
        List<QueueItem> items = page.items();
        if (items.size() > paging.limit()) {
            items = items.subList(0, paging.limit());
            answer.header(HttpHeaders.LINK, next(QueueCursor.write(items.getLast(), binding)));
        }
        return answer.body(items);
    }

    private static @Nullable String part(@Nullable String q) {
        if (q != null && (q.length() < 2 || q.length() > 200)) {
            throw DomainException.invalid(
                    "q",
                    q.length() < 2 ? "too_short" : "too_long",
                    "Search for 2 to 200 characters.");
        }
        return q;
    }

    /** Whether the value is {@code yes}; anything but the two known ones is 422. */
    private static boolean one(String value, String field, String yes, String no) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw unknown(field);
        }
        return value.equals(yes);
    }

    private static <E extends Enum<E> & WireName> E named(
            Class<E> type, String field, String value) {
        return WireName.find(type, value).orElseThrow(() -> unknown(field));
    }

    private static DomainException unknown(String field) {
        return DomainException.invalid(field, "unknown_value", "This value is not known.");
    }

    private static String next(String cursor) {
        String address =
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .scheme(null)
                        .host(null)
                        .port(null)
                        .replaceQueryParam("skip")
                        .replaceQueryParam("cursor", cursor)
                        .toUriString();
        return "<" + address + ">; rel=\"next\"";
    }
}
