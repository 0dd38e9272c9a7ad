package io.resolutionflow.psa.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A note as it can be read in a ticket.
 *
 * @param title subject of the note, where the system keeps one
 */
public record PsaNote(
        String id,
        @Nullable String title,
        String text,
        Visibility visibility,
        @Nullable String authorName,
        @Nullable Instant createdAt) {}
