package io.resolutionflow.session.lifecycle;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.listing.TriageView;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.Triage;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The engineer's hand on the triage header (contract-sessions §4.5): what they wrote or cleared, no
 * model writes again.
 */
@Service
public class EditTriage {

    private final SessionGuard guard;
    private final Clock clock;

    EditTriage(SessionGuard guard, Clock clock) {
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * @param fields {@code client_name}, {@code asset_name}, {@code issue_category}, {@code
     *     triage_hypothesis} as sent; null clears, absent leaves as it is
     * @param evidence null when not sent
     */
    public record Edit(
            @Nullable String title,
            Map<String, @Nullable String> fields,
            @Nullable List<Triage.Evidence> evidence,
            @Nullable Integer triageVersion) {}

    /**
     * @throws DomainException 409 {@code version_conflict} when evidence was changed meanwhile
     */
    public TriageView edit(Actor actor, UUID id, Edit edit) {
        return guard.asHandler(
                actor,
                id,
                session -> {
                    Refusals.requireOpen(session);
                    if (edit.evidence() != null
                            && !Integer.valueOf(session.triage().version())
                                    .equals(edit.triageVersion())) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "The evidence has changed since you loaded it. Merge and send again.")
                                .with("current_version", session.triage().version())
                                .with("current", TriageView.of(session));
                    }
                    apply(session, edit);
                    return TriageView.of(session);
                });
    }

    private void apply(AiSession session, Edit edit) {
        if (edit.title() != null) {
            session.rename(edit.title().strip(), false);
        }
        Triage was = session.triage();
        var sources = new HashMap<>(was.sources());
        edit.fields().keySet().forEach(field -> sources.put(field, "engineer"));
        session.editTriage(
                new Triage(
                        value(edit, "client_name", was.clientName()),
                        value(edit, "asset_name", was.assetName()),
                        value(edit, "issue_category", was.issueCategory()),
                        value(edit, "triage_hypothesis", was.hypothesis()),
                        edit.evidence() == null
                                ? was.evidenceItems()
                                : List.copyOf(edit.evidence()),
                        sources,
                        edit.evidence() == null ? was.version() : was.version() + 1),
                clock.instant());
    }

    private static @Nullable String value(Edit edit, String field, @Nullable String before) {
        if (!edit.fields().containsKey(field)) {
            return before;
        }
        String given = edit.fields().get(field);
        return given == null || given.isBlank() ? null : given.strip();
    }
}
