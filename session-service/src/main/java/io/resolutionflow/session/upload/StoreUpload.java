package io.resolutionflow.session.upload;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.Refusals;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.upload.content.Excerpt;
import io.resolutionflow.session.upload.content.FileName;
import io.resolutionflow.session.upload.content.FileType;
import io.resolutionflow.session.upload.content.Images;
import io.resolutionflow.session.upload.content.PdfText;
import io.resolutionflow.session.upload.content.PlainText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a file in (contract-sessions §4.8): judge it, take its place in the limits, keep the bytes,
 * show it. A crash in between leaves a place nobody sees, which is cleared away.
 */
@Service
public class StoreUpload {

    private final SessionGuard guard;
    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final FileStores stores;
    private final Images images;
    private final PdfText pdf;
    private final Ids ids;
    private final Clock clock;

    StoreUpload(
            SessionGuard guard,
            TransactionTemplate transaction,
            Uploads uploads,
            FileStores stores,
            Images images,
            PdfText pdf,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.transaction = transaction;
        this.uploads = uploads;
        this.stores = stores;
        this.images = images;
        this.pdf = pdf;
        this.ids = ids;
        this.clock = clock;
    }

    /** What was sent. */
    public record File(@Nullable UUID sessionId, @Nullable String name, byte[] bytes) {}

    private record Content(
            FileType type, byte[] bytes, @Nullable String text, @Nullable Integer pages) {}

    /**
     * @throws DomainException 413 {@code file_too_large}; 422 {@code file_type_not_allowed}; 404;
     *     403 {@code not_session_handler}; 409 {@code invalid_session_status}, {@code
     *     upload_limit_reached}
     */
    public Upload store(Actor actor, File file) {
        if (file.bytes().length > FileType.LARGEST) {
            throw UploadLimits.tooLarge(FileType.LARGEST);
        }
        String name = FileName.of(file.name());
        FileType type = FileType.of(file.bytes(), name).orElseThrow(UploadLimits::notAllowed);
        if (file.bytes().length > type.limit()) {
            throw UploadLimits.tooLarge(type.limit());
        }
        UUID session = file.sessionId();
        if (session != null) {
            // nobody makes this service unpack a file who may not upload here
            guard.readingAsHandler(
                    actor,
                    session,
                    s -> {
                        Refusals.requireOpen(s);
                        return s.id();
                    });
        }
        Content content = content(type, file.bytes());
        Upload upload = described(actor, session, name, content);
        reserve(actor, upload, content);
        put(upload, content.bytes());
        transaction.executeWithoutResult(tx -> uploads.stored(upload, clock.instant()));
        return upload;
    }

    /** What the store did not take holds no place in the limits. */
    private void put(Upload upload, byte[] bytes) {
        try {
            stores.forNew().put(upload, bytes);
        } catch (RuntimeException e) {
            transaction.executeWithoutResult(tx -> uploads.delete(upload, clock.instant()));
            throw e;
        }
    }

    private Content content(FileType type, byte[] bytes) {
        if (type.isImage()) {
            byte[] redrawn = images.redrawn(type, bytes).orElseThrow(UploadLimits::notAllowed);
            return new Content(type, redrawn, null, null);
        }
        if (type == FileType.PDF) {
            PdfText.Outcome read = pdf.of(bytes);
            if (read.broken()) {
                throw UploadLimits.notAllowed();
            }
            String text = read.text();
            return new Content(type, bytes, text == null ? null : Excerpt.of(text), read.pages());
        }
        String text = PlainText.of(bytes).orElse("");
        return new Content(type, bytes, text.isBlank() ? null : Excerpt.of(text), null);
    }

    private Upload described(Actor actor, @Nullable UUID session, String name, Content content) {
        var without =
                new Upload(
                        TenantContext.required(),
                        ids.next(),
                        session,
                        actor.id(),
                        name,
                        content.type().contentType(),
                        content.bytes().length,
                        sha256(content.bytes()),
                        null,
                        content.text() != null,
                        clock.instant());
        return new Upload(
                without.accountId(),
                without.id(),
                without.sessionId(),
                without.uploadedBy(),
                without.filename(),
                without.contentType(),
                without.sizeBytes(),
                without.sha256(),
                stores.forNew().keyOf(without),
                without.hasText(),
                without.createdAt());
    }

    private void reserve(Actor actor, Upload upload, Content content) {
        UUID session = upload.sessionId();
        if (session == null) {
            transaction.executeWithoutResult(tx -> {
                UploadLimits.require(
                        uploads.looseOf(upload.accountId(), actor.id()), 1, upload.sizeBytes());
                uploads.reserve(upload, actor.name(), content.text(), content.pages());
            });
            return;
        }
        guard.asHandler(
                actor,
                session,
                s -> {
                    Refusals.requireOpen(s);
                    UploadLimits.require(
                            uploads.ofSessionSoFar(s.accountId(), s.id()), 1, upload.sizeBytes());
                    uploads.reserve(upload, actor.name(), content.text(), content.pages());
                    // names of attachments are part of the bundle
                    s.raise(clock.instant());
                    return s.id();
                });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
