package io.resolutionflow.session.upload;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.upload.content.Images;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Uploads as other features use them: named in an intake, a message or an answer. */
@Service
public class Attachments {

    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final FileStores stores;
    private final Images images;

    Attachments(
            TransactionTemplate transaction, Uploads uploads, FileStores stores, Images images) {
        this.transaction = transaction;
        this.uploads = uploads;
        this.stores = stores;
        this.images = images;
    }

    /**
     * Looks whether all of them may be used, before anything is stored.
     *
     * @param sessionId null while there is no session yet
     * @throws DomainException 404 {@code upload_not_found}
     */
    public void check(Actor actor, @Nullable UUID sessionId, List<UUID> ids) {
        transaction.executeWithoutResult(
                tx -> ids.forEach(id -> usable(actor, sessionId, TenantContext.required(), id)));
    }

    /**
     * Links what is not linked yet; inside the caller's transaction, under the session's lock.
     *
     * @throws DomainException 404 {@code upload_not_found}; 409 {@code upload_limit_reached}
     */
    public void link(AiSession session, Actor actor, List<UUID> ids) {
        var fresh = new ArrayList<Upload>();
        for (UUID id : new LinkedHashSet<>(ids)) {
            Upload upload = usable(actor, session.id(), session.accountId(), id);
            if (upload.sessionId() == null) {
                fresh.add(upload);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        UploadLimits.require(
                uploads.ofSessionSoFar(session.accountId(), session.id()),
                fresh.size(),
                fresh.stream().mapToLong(Upload::sizeBytes).sum());
        for (Upload upload : fresh) {
            if (!uploads.link(upload, session.id())) {
                throw notFound();
            }
        }
    }

    /** In the order of the ids; outside of transactions. What is gone meanwhile is left out. */
    public List<Attachment> read(List<UUID> ids) {
        return new LinkedHashSet<>(ids)
                .stream().map(this::find).flatMap(Optional::stream).map(this::read).toList();
    }

    private record Found(Upload upload, @Nullable String text) {}

    private Optional<Found> find(UUID id) {
        return Objects.requireNonNull(
                transaction.execute(tx ->
                        uploads.find(TenantContext.required(), id)
                                .map(upload -> new Found(upload, uploads.text(upload)))));
    }

    private Attachment read(Found found) {
        Upload upload = found.upload();
        return new Attachment(
                upload.id(),
                upload.filename(),
                upload.contentType(),
                upload.sizeBytes(),
                found.text(),
                upload.type().isImage() ? image(upload) : null);
    }

    private Attachment.@Nullable ImageData image(Upload upload) {
        return images.forModel(upload.type(), stores.of(upload).get(upload))
                .map(image ->
                        new Attachment.ImageData(
                                image.mediaType(),
                                Base64.getEncoder().encodeToString(image.bytes())))
                .orElse(null);
    }

    /** Names of a session's files, inside a transaction that reads it. */
    public List<String> namesOf(AiSession session) {
        return uploads.names(session.accountId(), session.id());
    }

    private Upload usable(Actor actor, @Nullable UUID sessionId, UUID account, UUID id) {
        return uploads.find(account, id)
                .filter(upload ->
                        upload.sessionId() == null
                                ? upload.uploadedBy().equals(actor.id())
                                : upload.sessionId().equals(sessionId))
                .orElseThrow(Attachments::notFound);
    }

    private static DomainException notFound() {
        return DomainException.notFound("upload", "One of the uploads does not exist.");
    }
}
