package io.resolutionflow.session.upload;

import io.resolutionflow.session.upload.content.FileType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that was brought to a session, or waits to be.
 *
 * @param storageKey where its bytes are; null once they are gone
 */
public record Upload(
        UUID accountId,
        UUID id,
        @Nullable UUID sessionId,
        UUID uploadedBy,
        String filename,
        String contentType,
        long sizeBytes,
        String sha256,
        @Nullable String storageKey,
        boolean hasText,
        Instant createdAt) {

    public FileType type() {
        return FileType.ofContentType(contentType).orElseThrow();
    }
}
