package io.resolutionflow.session.upload;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file as a prompt may use it: data, never an instruction. The text is neither masked nor fenced
 * yet.
 *
 * @param text at most 24,000 characters, first and last halves; null for pictures and where there
 *     is none
 * @param image null for anything but a picture
 */
public record Attachment(
        UUID id,
        String filename,
        String contentType,
        long sizeBytes,
        @Nullable String text,
        @Nullable ImageData image) {

    /**
     * @param base64 the picture with its longest edge at most 1,568 px
     */
    public record ImageData(String mediaType, String base64) {}
}
