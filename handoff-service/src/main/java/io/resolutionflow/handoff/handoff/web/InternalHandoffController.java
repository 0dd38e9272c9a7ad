package io.resolutionflow.handoff.handoff.web;

import io.resolutionflow.handoff.handoff.ClaimHandoff;
import io.resolutionflow.handoff.handoff.HandoffReading;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What other services ask about hand-offs (contract-handoffs §10); never routed by the gateway. */
@RestController
@InternalApi
@RequestMapping("/internal/v1")
class InternalHandoffController {

    private static final int MAX = 100;

    private final ClaimHandoff claiming;
    private final HandoffReading reading;

    InternalHandoffController(ClaimHandoff claiming, HandoffReading reading) {
        this.claiming = claiming;
        this.reading = reading;
    }

    /** A session's pickup, with the token of the person who picks up. */
    @InternalApi("session-service")
    @PostMapping("/sources/{sourceId}/claim")
    HandoffView claim(@PathVariable UUID sourceId, Caller caller) {
        if (!caller.isEngineerOrAbove()) {
            throw DomainException.roleRequired();
        }
        return HandoffView.claimed(claiming.claimSource(sourceId, caller));
    }

    @GetMapping("/handoffs/{id}")
    HandoffView one(@PathVariable UUID id) {
        return HandoffView.full(reading.any(id));
    }

    @GetMapping("/sources/{sourceId}/handoffs")
    List<HandoffView> ofSource(
            @PathVariable UUID sourceId, @RequestParam(defaultValue = "false") boolean live) {
        var page = PageQuery.of(MAX, null, null, MAX, MAX, "");
        return reading.anyOfSource(sourceId, live, page).stream()
                .limit(MAX)
                .map(HandoffView::full)
                .toList();
    }
}
