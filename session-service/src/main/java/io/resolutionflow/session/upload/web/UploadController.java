package io.resolutionflow.session.upload.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.platform.web.ProblemWriter;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.upload.DeleteUpload;
import io.resolutionflow.session.upload.ReadUploads;
import io.resolutionflow.session.upload.StoreUpload;
import io.resolutionflow.session.upload.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;

/** Uploads (contract-sessions §4.8). */
@RestController
@RequestMapping("/api/v1/uploads")
@Requires(Gate.ACTIVE)
class UploadController {

    private final StoreUpload store;
    private final ReadUploads reading;
    private final DeleteUpload deletion;
    private final ProblemWriter problems;

    UploadController(
            StoreUpload store, ReadUploads reading, DeleteUpload deletion, ProblemWriter problems) {
        this.store = store;
        this.reading = reading;
        this.deletion = deletion;
        this.problems = problems;
    }

    record UploadView(
            UUID id,
            @Nullable UUID sessionId,
            String filename,
            String contentType,
            long sizeBytes,
            String sha256,
            boolean hasText,
            Instant createdAt) {

        static UploadView of(Upload upload) {
            return new UploadView(
                    upload.id(),
                    upload.sessionId(),
                    upload.filename(),
                    upload.contentType(),
                    upload.sizeBytes(),
                    upload.sha256(),
                    upload.hasText(),
                    upload.createdAt());
        }
    }

    record LinkView(URI url, Instant expiresAt) {}

    /** Whatever the body is: who may not upload hears that first. */
    @PostMapping
    @Requires(Gate.ENGINEER)
    ResponseEntity<UploadView> upload(
            Caller caller,
            HttpServletRequest request,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "session_id", required = false) @Nullable UUID sessionId)
            throws IOException {
        if (!String.valueOf(request.getContentType()).startsWith("multipart/form-data")) {
            throw noForm();
        }
        if (file == null || file.isEmpty()) {
            throw DomainException.invalid("file", "required", "Send a file that is not empty.");
        }
        Upload stored =
                store.store(
                        Actor.of(caller),
                        new StoreUpload.File(
                                sessionId, file.getOriginalFilename(), file.getBytes()));
        return ResponseEntity.status(HttpStatus.CREATED).body(UploadView.of(stored));
    }

    @GetMapping
    List<UploadView> list(Caller caller, @RequestParam(name = "session_id") UUID sessionId) {
        return reading.ofSession(Actor.of(caller), sessionId).stream().map(UploadView::of).toList();
    }

    @GetMapping("/{id}/url")
    LinkView url(Caller caller, @PathVariable UUID id) {
        var link = reading.link(Actor.of(caller), id);
        return new LinkView(link.url(), link.expiresAt());
    }

    @GetMapping("/{id}/content")
    ResponseEntity<byte[]> content(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(name = "exp", required = false) @Nullable String exp,
            @RequestParam(name = "sig", required = false) @Nullable String sig) {
        var content = reading.content(Actor.of(caller), id, seconds(exp), sig == null ? "" : sig);
        Upload upload = content.upload();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(upload.contentType()))
                .header("X-Content-Type-Options", "nosniff")
                // should a browser ever show it as a page: nothing in it runs
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Disposition", disposition(upload).toString())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(content.bytes());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID id) {
        deletion.delete(Actor.of(caller), id);
    }

    private static ContentDisposition disposition(Upload upload) {
        var how =
                upload.type().isImage()
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment();
        return how.filename(upload.filename(), StandardCharsets.UTF_8).build();
    }

    /** A form without its boundary, or one that breaks off. */
    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(MultipartException e) {
        return problems.answer(
                e instanceof MaxUploadSizeExceededException
                        ? new DomainException(413, "payload_too_large", "The upload is too large.")
                        : noForm());
    }

    private static DomainException noForm() {
        return new DomainException(
                400, "malformed_request", "Send the file as multipart/form-data.");
    }

    /** A place in time that is no number is a bad signature like any other. */
    private static long seconds(@Nullable String exp) {
        try {
            return exp == null ? 0 : Long.parseLong(exp);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
