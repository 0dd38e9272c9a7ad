package io.resolutionflow.psa.connector;

import org.jspecify.annotations.Nullable;

/**
 * @param page from 1
 */
public record TicketSearch(
        @Nullable String text,
        @Nullable String boardId,
        @Nullable String statusId,
        @Nullable String ownerId,
        boolean openOnly,
        int limit,
        int page) {

    public TicketSearch ofPage(int number) {
        return new TicketSearch(text, boardId, statusId, ownerId, openOnly, limit, number);
    }
}
