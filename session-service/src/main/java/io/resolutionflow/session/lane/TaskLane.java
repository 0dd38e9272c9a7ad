package io.resolutionflow.session.lane;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The engineer's half of the lane, and the entrance for the model's (KD-19). */
@Service
public class TaskLane {

    private final SessionGuard guard;
    private final LaneItems items;
    private final Ids ids;
    private final Clock clock;

    TaskLane(SessionGuard guard, LaneItems items, Ids ids, Clock clock) {
        this.guard = guard;
        this.items = items;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param id null for a new item of the engineer's
     */
    public record Entry(@Nullable UUID id, LaneItem.Content content) {}

    public record Edit(
            int version,
            List<Entry> questions,
            List<Entry> actions,
            Map<UUID, LaneItem.Response> responses) {}

    /**
     * Replaces the lane.
     *
     * @return the new version
     * @throws DomainException 409 {@code version_conflict} with the whole lane; 422 {@code
     *     unknown_item}
     */
    public int save(Actor actor, UUID sessionId, Edit edit) {
        return guard.asHandler(
                actor,
                sessionId,
                session -> {
                    Refusals.requireOpen(session);
                    List<LaneItem> all = items.of(session);
                    if (edit.version() != session.laneVersion()) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "The task lane has changed since you loaded it. Your answers were not saved; merge them and send again.")
                                .with("current_version", session.laneVersion())
                                .with("current", Lane.of(session, all));
                    }
                    return replace(session, all, edit);
                });
    }

    private int replace(AiSession session, List<LaneItem> all, Edit edit) {
        Instant now = clock.instant();
        Set<UUID> kept = new HashSet<>();
        place(session, all, LaneItem.QUESTION, edit.questions(), kept, now);
        place(session, all, LaneItem.ACTION, edit.actions(), kept, now);
        all.stream()
                .filter(LaneItem::visible)
                .filter(item -> !kept.contains(item.id()))
                .forEach(LaneItem::remove);
        if (!kept.containsAll(edit.responses().keySet())) {
            throw unknownItem();
        }
        boolean finalChanged = false;
        for (LaneItem item : all) {
            if (item.visible()) {
                finalChanged |= item.respond(edit.responses().get(item.id()), now);
            }
        }
        if (finalChanged) {
            session.raise(now);
        }
        return session.raiseLane();
    }

    private void place(
            AiSession session,
            List<LaneItem> all,
            String kind,
            List<Entry> entries,
            Set<UUID> kept,
            Instant now) {
        int position = 0;
        for (Entry entry : entries) {
            if (entry.id() == null) {
                items.add(item(session, kind, "engineer", entry.content(), position++, now));
                continue;
            }
            LaneItem known =
                    all.stream()
                            .filter(item ->
                                    item.id().equals(entry.id()) && item.kind().equals(kind))
                            .findFirst()
                            .orElseThrow(TaskLane::unknownItem);
            known.edit(entry.content(), position++);
            kept.add(known.id());
        }
    }

    /** What the model's answer led to, for the answer of the turn. */
    public record Merged(List<Lane.Question> questions, List<Lane.Action> actions) {}

    /** Merges the model's lists under the session's lock. */
    public Merged merge(
            AiSession session, List<LaneItem.Content> questions, List<LaneItem.Content> actions) {
        List<LaneItem> all = items.of(session);
        var asked = merge(session, all, LaneItem.QUESTION, questions);
        var proposed = merge(session, all, LaneItem.ACTION, actions);
        if (asked.changed() || proposed.changed()) {
            session.raiseLane();
        }
        return new Merged(
                asked.named().stream().map(Lane::question).toList(),
                proposed.named().stream().map(Lane::action).toList());
    }

    private LaneMerge.Outcome merge(
            AiSession session, List<LaneItem> all, String kind, List<LaneItem.Content> proposed) {
        Instant now = clock.instant();
        var outcome =
                LaneMerge.merge(
                        all.stream().filter(item -> item.kind().equals(kind)).toList(),
                        proposed,
                        (content, position) -> item(session, kind, "ai", content, position, now));
        outcome.added().forEach(items::add);
        return outcome;
    }

    /** Puts an open check of a continued walk into the lane. */
    public void carryOver(AiSession session, LaneItem.Content question, int position, Instant now) {
        items.add(item(session, LaneItem.QUESTION, "walk", question, position, now));
    }

    private LaneItem item(
            AiSession session,
            String kind,
            String origin,
            LaneItem.Content content,
            int position,
            Instant now) {
        return new LaneItem(
                ids.next(),
                session.accountId(),
                session.id(),
                session.activeBranchId(),
                kind,
                origin,
                content,
                position,
                now);
    }

    private static DomainException unknownItem() {
        return DomainException.unprocessable(
                "unknown_item", "An entry names an item this task lane never had. Load it again.");
    }
}
