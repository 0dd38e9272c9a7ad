package io.resolutionflow.session.output;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.session.SessionStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** People make the texts theirs, or have them written anew (contract-sessions §4.4). */
@Service
public class EditOutput {

    /** Somebody writes it, or is about to: what a person wrote now would be lost. */
    private static final Set<String> UNDER_WAY = Set.of("pending", "generating");

    private final SessionGuard guard;
    private final ResolutionOutputs outputs;
    private final OutputsReady ready;
    private final AuditLog audit;
    private final Clock clock;

    EditOutput(
            SessionGuard guard,
            ResolutionOutputs outputs,
            OutputsReady ready,
            AuditLog audit,
            Clock clock) {
        this.guard = guard;
        this.outputs = outputs;
        this.ready = ready;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param title null keeps the present one
     * @param version what the person saw
     */
    public record Edit(String contentMarkdown, @Nullable String title, int version) {}

    /**
     * @throws DomainException 404; 403 {@code owner_or_handler_only}; 409 {@code output_not_ready},
     *     {@code version_conflict}
     */
    public ResolutionOutput edit(Actor actor, UUID sessionId, String kind, Edit edit) {
        return guard.asOwnerOrHandler(
                actor,
                sessionId,
                session -> {
                    ResolutionOutput before = one(session, kind);
                    if (UNDER_WAY.contains(before.state())) {
                        throw DomainException.conflict(
                                "output_not_ready",
                                "This text is still being written. Wait until it is there.");
                    }
                    if (before.version() != edit.version()) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "This text has changed since you loaded it. Merge your changes and send again.")
                                .with("current_version", before.version())
                                .with("current", before);
                    }
                    outputs.edited(session, kind, edit, actor, clock.instant());
                    audit.record(
                            actor.forAudit(),
                            "session.output.edit",
                            "ai_session",
                            session.id(),
                            before.version(),
                            before.version() + 1,
                            Map.of("kind", kind));
                    if (!before.state().equals("ready")) {
                        ready.tellWhenAllDone(session);
                    }
                    return one(session, kind);
                });
    }

    /**
     * @throws DomainException 404; 403 {@code owner_or_handler_only}; 409 {@code
     *     invalid_session_status}, {@code output_edited}
     */
    public ResolutionOutput regenerate(
            Actor actor, UUID sessionId, String kind, boolean overwrite) {
        return guard.asOwnerOrHandler(
                actor,
                sessionId,
                session -> {
                    if (!ResolutionOutputs.KINDS.contains(kind)) {
                        throw DomainException.notFound();
                    }
                    if (session.status() != SessionStatus.RESOLVED) {
                        throw Refusals.wrongStatus(session, List.of(SessionStatus.RESOLVED));
                    }
                    ResolutionOutput before = one(session, kind);
                    if (UNDER_WAY.contains(before.state())) {
                        return before;
                    }
                    if (before.editedByName() != null && !overwrite) {
                        throw DomainException.conflict(
                                "output_edited",
                                "Somebody has edited this text. Say overwrite to have it written anew.");
                    }
                    outputs.awaitAgain(session, kind, clock.instant());
                    return one(session, kind);
                });
    }

    private ResolutionOutput one(AiSession session, String kind) {
        return outputs.of(session).stream()
                .filter(output -> output.kind().equals(kind))
                .findFirst()
                .orElseThrow(DomainException::notFound);
    }
}
