package io.resolutionflow.session.upload;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSessions;
import io.resolutionflow.session.session.SessionAccess;
import io.resolutionflow.session.session.SessionGuard;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Uploads for readers of their session, and for whoever uploaded them. */
@Service
public class ReadUploads {

    private final SessionGuard guard;
    private final AiSessions sessions;
    private final SessionAccess access;
    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final FileStores stores;
    private final UploadLinks links;
    private final UploadProperties properties;
    private final Clock clock;

    ReadUploads(
            SessionGuard guard,
            AiSessions sessions,
            SessionAccess access,
            TransactionTemplate transaction,
            Uploads uploads,
            FileStores stores,
            UploadLinks links,
            UploadProperties properties,
            Clock clock) {
        this.guard = guard;
        this.sessions = sessions;
        this.access = access;
        this.transaction = transaction;
        this.uploads = uploads;
        this.stores = stores;
        this.links = links;
        this.properties = properties;
        this.clock = clock;
    }

    public List<Upload> ofSession(Actor actor, UUID session) {
        return guard.reading(actor, session, s -> uploads.ofSession(s.accountId(), s.id()));
    }

    /** Where the bytes can be had for a while. */
    public record Link(URI url, Instant expiresAt) {}

    public Link link(Actor actor, UUID id) {
        Upload upload = visible(actor, id);
        // whole seconds, as the link itself counts
        Instant until =
                Instant.ofEpochSecond(
                        clock.instant().plus(properties.linkValidity()).getEpochSecond());
        return new Link(
                stores.of(upload)
                        .link(upload, properties.linkValidity())
                        .orElseGet(() -> links.to(upload, until)),
                until);
    }

    /** A file and its bytes. */
    public record Content(Upload upload, byte[] bytes) {}

    /**
     * @throws DomainException 404 also for a link that was altered or is too old
     */
    public Content content(Actor actor, UUID id, long until, String signature) {
        Upload upload = visible(actor, id);
        if (!links.valid(upload, until, signature)) {
            throw DomainException.notFound();
        }
        return new Content(upload, stores.of(upload).get(upload));
    }

    private Upload visible(Actor actor, UUID id) {
        return Objects.requireNonNull(
                transaction.execute(tx -> {
                    Upload upload =
                            uploads.find(TenantContext.required(), id)
                                    .orElseThrow(DomainException::notFound);
                    requireVisible(actor, upload);
                    return upload;
                }));
    }

    /** Inside a transaction. A deleted session takes its files with it. */
    void requireVisible(Actor actor, Upload upload) {
        UUID session = upload.sessionId();
        boolean own = upload.uploadedBy().equals(actor.id());
        boolean visible =
                session == null
                        ? own
                        : Optional.of(session)
                                .flatMap(sessions::find)
                                .map(s -> own || access.relation(s, actor).mayRead())
                                .orElse(false);
        if (!visible) {
            throw DomainException.notFound();
        }
    }
}
