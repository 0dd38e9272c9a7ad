package io.resolutionflow.session.upload;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.upload.Uploads.Volume;

/** 20 files and 50 MB per session; as much may wait unlinked per person. */
final class UploadLimits {

    static final int FILES = 20;
    static final long BYTES = 50L * 1024 * 1024;

    private UploadLimits() {}

    /**
     * @throws DomainException 409 {@code upload_limit_reached}
     */
    static void require(Volume there, int files, long bytes) {
        if (there.files() + files > FILES || there.bytes() + bytes > BYTES) {
            throw DomainException.conflict(
                            "upload_limit_reached",
                            "At most 20 files and 50 MB are kept here. Remove one you no longer need.")
                    .with("limit_files", FILES)
                    .with("limit_bytes", BYTES);
        }
    }

    /** 413 {@code file_too_large}. */
    static DomainException tooLarge(long limit) {
        return new DomainException(
                        413,
                        "file_too_large",
                        "This file is too large: at most " + limit / 1024 / 1024 + " MB.")
                .with("limit_bytes", limit);
    }

    /** 422 {@code file_type_not_allowed}. */
    static DomainException notAllowed() {
        return DomainException.unprocessable(
                "file_type_not_allowed",
                "Only pictures (PNG, JPEG, GIF, WebP), PDF and plain text can be uploaded; what counts is the content, not the name.");
    }
}
