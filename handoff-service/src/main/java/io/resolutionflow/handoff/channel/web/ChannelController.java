package io.resolutionflow.handoff.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.resolutionflow.handoff.channel.ChannelReading;
import io.resolutionflow.handoff.channel.ChannelView;
import io.resolutionflow.handoff.channel.EditChannels;
import io.resolutionflow.handoff.channel.EditChannels.Created;
import io.resolutionflow.handoff.channel.EditChannels.Rotated;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Channels of the account (contract-handoffs §7.3). */
@RestController
@Requires(Gate.OWNER_ADMIN)
@RequestMapping("/api/v1/notifications/channels")
class ChannelController {

    private final ChannelReading reading;
    private final EditChannels editing;

    ChannelController(ChannelReading reading, EditChannels editing) {
        this.reading = reading;
        this.editing = editing;
    }

    /**
     * @param signingSecret webhooks only; shown this once
     */
    record CreatedView(
            @JsonUnwrapped ChannelView channel,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String signingSecret) {}

    @GetMapping
    List<ChannelView> all() {
        return reading.all().stream().map(ChannelView::of).toList();
    }

    @PostMapping
    ResponseEntity<CreatedView> create(@RequestBody JsonNode body, Caller caller) {
        Created created = editing.create(ChannelBody.created(body), caller);
        ChannelView view = ChannelView.of(created.channel());
        return ResponseEntity.created(URI.create("/api/v1/notifications/channels/" + view.id()))
                .body(new CreatedView(view, created.signingSecret()));
    }

    @GetMapping("/{id}")
    ChannelView one(@PathVariable UUID id) {
        return ChannelView.of(reading.one(id));
    }

    @PatchMapping("/{id}")
    ChannelView change(@PathVariable UUID id, @RequestBody JsonNode body, Caller caller) {
        ChannelBody.Changed changed = ChannelBody.changed(body);
        return ChannelView.of(editing.change(id, changed.version(), changed.wish(), caller));
    }

    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeleteMapping("/{id}")
    void delete(@PathVariable UUID id, Caller caller) {
        editing.delete(id, caller);
    }

    @PostMapping("/{id}/rotate-secret")
    Rotated rotate(@PathVariable UUID id, Caller caller) {
        return editing.rotate(id, caller);
    }
}
