package io.resolutionflow.psa.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as every ticketing system can tell it. Ids are strings, as the system gives them.
 *
 * @param revision what a conditional status write names, where the system has such
 */
public record PsaTicket(
        String ticketId,
        String ticketNumber,
        String summary,
        @Nullable String description,
        @Nullable String boardId,
        @Nullable String boardName,
        @Nullable String statusId,
        @Nullable String statusName,
        @Nullable String companyName,
        @Nullable String contactName,
        @Nullable String ownerName,
        @Nullable String priorityName,
        boolean closed,
        @Nullable Instant updatedAt,
        @Nullable String revision) {}
