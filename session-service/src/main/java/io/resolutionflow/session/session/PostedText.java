package io.resolutionflow.session.session;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resolution note or escalation package and what became of it in the PSA.
 *
 * @param writebackId the write-back that was proved sent; a later failure of the same one changes
 *     nothing (KD-30)
 */
@Embeddable
public record PostedText(
        @Nullable String markdown,
        @Nullable Instant postedAt,
        @Nullable String externalId,
        @Nullable UUID writebackId) {

    static final PostedText NONE = new PostedText(null, null, null, null);

    PostedText withMarkdown(String text) {
        return new PostedText(text, postedAt, externalId, writebackId);
    }

    /** The text is in the ticket although the write-back as a whole has not succeeded (KD-30). */
    PostedText posted(@Nullable Instant at, String external) {
        return new PostedText(markdown, at == null ? postedAt : at, external, writebackId);
    }

    public boolean isInTicket() {
        return externalId != null || postedAt != null;
    }

    PostedText sent(UUID by, @Nullable Instant at, @Nullable String external) {
        return new PostedText(
                markdown, at == null ? postedAt : at, external == null ? externalId : external, by);
    }
}
