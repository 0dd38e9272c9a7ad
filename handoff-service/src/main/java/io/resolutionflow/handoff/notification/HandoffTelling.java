package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.notification.Telling.Content;
import io.resolutionflow.platform.identity.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Words and recipients of notices about hand-offs (contract-handoffs §7.1). */
@Component
class HandoffTelling {

    private static final Logger log = LoggerFactory.getLogger(HandoffTelling.class);

    private final Directory directory;
    private final Choices choices;
    private final JsonMapper json;

    HandoffTelling(Directory directory, Choices choices, JsonMapper json) {
        this.directory = directory;
        this.choices = choices;
        this.json = json;
    }

    /**
     * In a transaction of the caller.
     *
     * @param targetId of a reassignment, as it was when it happened
     */
    Telling of(EventKey event, Handoff handoff, @Nullable UUID targetId) {
        Content content = content(event, handoff);
        Person originator = handoff.request().originator();
        return switch (event) {
            case REASSIGNED -> new Telling(content, colleague(targetId), null, false);
            case CLAIMED, EXPIRED -> new Telling(content, teller(originator.id()), null, false);
            default -> toTeam(content, handoff);
        };
    }

    /** Whoever can take it; of L1 escalations those whom the account named, if any is left. */
    private Telling toTeam(Content content, Handoff handoff) {
        UUID originator = handoff.request().originator().id();
        List<Member> claimers =
                directory.claimers().stream()
                        .filter(member -> !member.id().equals(originator))
                        .toList();
        UUID target = handoff.state().target() == null ? null : handoff.state().target().id();
        List<UUID> named = handoff.isWalk() ? choices.settings().l1RecipientIds() : List.<UUID>of();
        if (named.isEmpty()) {
            return new Telling(content, claimers, target, false);
        }
        List<Member> left =
                claimers.stream().filter(member -> named.contains(member.id())).toList();
        if (left.isEmpty()) {
            log.atWarn()
                    .addKeyValue("handoff_id", handoff.id())
                    .log(
                            "none of the named recipients of L1 escalations is left, everybody is told");
            return new Telling(content, claimers, target, true);
        }
        return new Telling(content, left, target, false);
    }

    private List<Member> colleague(@Nullable UUID id) {
        return Optional.ofNullable(id).flatMap(directory::row).filter(Member::canClaim).stream()
                .toList();
    }

    /** An originator hears what became of it, L1 users too; viewers and disabled people do not. */
    private List<Member> teller(UUID id) {
        return directory
                .row(id)
                .filter(member -> member.enabled() && member.role() != Role.VIEWER)
                .stream()
                .toList();
    }

    private Content content(EventKey event, Handoff handoff) {
        return new Content(
                NoticeText.title(event, handoff),
                handoff.request().reason(),
                handoff.request().originator().name(),
                NoticeText.link(event, handoff),
                handoff.state().priority(),
                data(handoff));
    }

    private JsonNode data(Handoff handoff) {
        UUID session = handoff.state().sessionId();
        ObjectNode data = json.createObjectNode();
        data.put("handoff_id", handoff.id().toString());
        data.put("source_kind", handoff.request().sourceKind().wire());
        data.put("source_id", handoff.request().sourceId().toString());
        data.put("session_id", session == null ? null : session.toString());
        data.put("priority", handoff.state().priority().wire());
        data.put("title", handoff.card().title());
        data.put("reason", handoff.request().reason());
        data.put("handed_off_by_name", handoff.request().originator().name());
        data.put("status", handoff.state().status().wire());
        return data;
    }
}
