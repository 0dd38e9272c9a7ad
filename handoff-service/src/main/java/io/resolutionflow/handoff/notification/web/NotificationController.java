package io.resolutionflow.handoff.notification.web;

import io.resolutionflow.handoff.notification.Notice;
import io.resolutionflow.handoff.notification.OwnNotices;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notices (contract-handoffs §7.3). */
@RestController
@Requires(Gate.ACTIVE)
@RequestMapping("/api/v1/notifications")
class NotificationController {

    private final OwnNotices notices;

    NotificationController(OwnNotices notices) {
        this.notices = notices;
    }

    /**
     * @param before notices up to then; absent for all
     */
    record ReadAllBody(@Nullable String before) {

        // as a text: a number would be taken for seconds since 1970
        @Nullable Instant time() {
            try {
                return before == null ? null : OffsetDateTime.parse(before).toInstant();
            } catch (DateTimeParseException e) {
                throw DomainException.invalid("before", "invalid_format", "This is not a time.");
            }
        }
    }

    @GetMapping
    ResponseEntity<List<Notice>> list(
            @RequestParam(name = "unread_only", defaultValue = "false") boolean unreadOnly,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        String binding =
                "notifications:" + caller.account() + ":" + caller.userId() + ":" + unreadOnly;
        var page = PageQuery.of(limit, cursor, skip, 20, 100, binding);
        OwnNotices.Listed listed = notices.list(caller.userId(), unreadOnly, page);
        ResponseEntity<List<Notice>> answer =
                page.respond(
                        listed.notices(), notice -> new Keyset(notice.createdAt(), notice.id()));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header("RF-Unread-Count", String.valueOf(listed.unread()))
                .body(answer.getBody());
    }

    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping("/{id}/read")
    void read(@PathVariable UUID id, Caller caller) {
        notices.read(caller.userId(), id);
    }

    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping("/read-all")
    void readAll(@RequestBody(required = false) @Nullable ReadAllBody body, Caller caller) {
        notices.readAll(caller.userId(), body == null ? null : body.time());
    }
}
