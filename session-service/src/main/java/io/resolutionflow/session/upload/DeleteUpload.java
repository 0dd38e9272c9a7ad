package io.resolutionflow.session.upload;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.Refusals;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes a file for whoever uploaded it; messages keep its name. */
@Service
public class DeleteUpload {

    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final ReadUploads reading;
    private final AiSessions sessions;
    private final RemoveFiles files;
    private final AuditLog audit;
    private final Clock clock;

    DeleteUpload(
            TransactionTemplate transaction,
            Uploads uploads,
            ReadUploads reading,
            AiSessions sessions,
            RemoveFiles files,
            AuditLog audit,
            Clock clock) {
        this.transaction = transaction;
        this.uploads = uploads;
        this.reading = reading;
        this.sessions = sessions;
        this.files = files;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws DomainException 404; 403 {@code owner_only}; 409 {@code invalid_session_status}
     */
    public void delete(Actor actor, UUID id) {
        Upload upload = Objects.requireNonNull(transaction.execute(tx -> mark(actor, id)));
        files.remove(upload);
    }

    private Upload mark(Actor actor, UUID id) {
        Upload upload =
                uploads.find(TenantContext.required(), id).orElseThrow(DomainException::notFound);
        reading.requireVisible(actor, upload);
        if (!upload.uploadedBy().equals(actor.id())) {
            throw DomainException.forbidden(
                    "owner_only", "Only the person who uploaded this file may remove it.");
        }
        UUID session = upload.sessionId();
        if (session != null) {
            var locked = sessions.lock(session).orElseThrow(DomainException::notFound);
            Refusals.requireOpen(locked);
            locked.raise(clock.instant());
        }
        uploads.delete(upload, clock.instant());
        audit.record(
                actor.forAudit(),
                "session.upload.delete",
                "file_upload",
                upload.id(),
                Map.of("session_id", String.valueOf(session)));
        return upload;
    }
}
