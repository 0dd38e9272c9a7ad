package io.resolutionflow.l1walk.walk;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces the notes of a walk, guarded by their version: of two editors the second is told
 * (KD-64).
 */
@Service
public class SaveNotes {

    private static final int MOST_ITEMS = 500;
    private static final int MOST_BYTES = 256 * 1024;

    private final WalkRepository walks;
    private final WalkSteps steps;
    private final ReadWalk reading;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    SaveNotes(
            WalkRepository walks,
            WalkSteps steps,
            ReadWalk reading,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.walks = walks;
        this.steps = steps;
        this.reading = reading;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** A note as sent: author and times are the server's. */
    public record Item(@Nullable UUID id, String text, @Nullable UUID stepId) {}

    /** What is current when somebody else saved first. */
    public record Current(int version, List<Note> notes) {}

    /**
     * @throws DomainException 409 {@code version_conflict}, 413 {@code notes_too_large}, 422 for an
     *     unknown step
     */
    @Transactional
    public WalkTrail save(UUID walkId, List<Item> items, int version, WalkActor actor) {
        if (items.size() > MOST_ITEMS) {
            throw tooLarge();
        }
        Walk walk = walks.lock(walkId).requireActive();
        checkSteps(walkId, items);
        if (version != walk.notesVersion()) {
            throw DomainException.conflict(
                            "version_conflict",
                            "A colleague saved notes meanwhile. Both are kept for you to merge.")
                    .with("current_version", walk.notesVersion())
                    .with("current", new Current(walk.notesVersion(), walk.notes()));
        }
        Instant now = clock.instant();
        Map<UUID, Note> before =
                walk.notes().stream().collect(Collectors.toMap(Note::id, Function.identity()));
        List<Note> after = items.stream().map(item -> note(item, before, actor, now)).toList();
        if (json.writeValueAsString(after).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw tooLarge();
        }
        walks.saveNotes(walkId, after, now);
        return reading.read(walkId);
    }

    private Note note(Item item, Map<UUID, Note> before, WalkActor actor, Instant now) {
        Note known = item.id() == null ? null : before.get(item.id());
        if (known == null) {
            UUID id = item.id() == null ? ids.next() : item.id();
            return new Note(id, item.text(), item.stepId(), actor.id(), actor.name(), now, now);
        }
        boolean same =
                known.text().equals(item.text()) && Objects.equals(known.stepId(), item.stepId());
        return same
                ? known
                : new Note(
                        known.id(),
                        item.text(),
                        item.stepId(),
                        known.authorId(),
                        known.authorName(),
                        known.createdAt(),
                        now);
    }

    private void checkSteps(UUID walkId, List<Item> items) {
        if (items.stream().allMatch(item -> item.stepId() == null)) {
            return;
        }
        WalkSteps.Paths paths = steps.of(walkId);
        Set<UUID> known = new HashSet<>();
        paths.live().forEach(entry -> known.add(entry.stepId()));
        paths.superseded().forEach(entry -> known.add(entry.stepId()));
        for (int i = 0; i < items.size(); i++) {
            UUID step = items.get(i).stepId();
            if (step != null && !known.contains(step)) {
                throw DomainException.invalid(
                        "notes[" + i + "].step_id",
                        "unknown_value",
                        "This walk has no such answer.");
            }
        }
    }

    private static DomainException tooLarge() {
        return new DomainException(413, "notes_too_large", "At most 500 notes and 256 KiB in all.");
    }
}
