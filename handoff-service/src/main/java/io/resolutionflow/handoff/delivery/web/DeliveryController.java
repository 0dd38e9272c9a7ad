package io.resolutionflow.handoff.delivery.web;

import io.resolutionflow.handoff.delivery.Delivery;
import io.resolutionflow.handoff.delivery.DeliveryReading;
import io.resolutionflow.handoff.delivery.DeliveryState;
import io.resolutionflow.handoff.delivery.TestChannel;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What goes through a channel (contract-handoffs §7.3). */
@RestController
@Requires(Gate.OWNER_ADMIN)
@RequestMapping("/api/v1/notifications/channels/{id}")
class DeliveryController {

    private final DeliveryReading reading;
    private final TestChannel testing;

    DeliveryController(DeliveryReading reading, TestChannel testing) {
        this.reading = reading;
        this.testing = testing;
    }

    @PostMapping("/test")
    TestChannel.Result test(@PathVariable UUID id, Caller caller) {
        return testing.test(id, caller);
    }

    @GetMapping("/deliveries")
    ResponseEntity<List<Delivery>> deliveries(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        DeliveryState wanted =
                state == null
                        ? null
                        : WireName.find(DeliveryState.class, state)
                                .orElseThrow(() ->
                                        DomainException.invalid(
                                                "state",
                                                "unknown_value",
                                                "This state is not known."));
        String binding =
                "deliveries:" + caller.account() + ":" + caller.userId() + ":" + id + ":" + state;
        var page = PageQuery.of(limit, cursor, skip, 50, 100, binding);
        return page.respond(
                reading.of(id, wanted, page),
                delivery -> new Keyset(delivery.createdAt(), delivery.id()));
    }
}
