package io.resolutionflow.stack.simulator.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ticket as it stands at one moment. */
public record Ticket(
        long id,
        String summary,
        int boardId,
        int statusId,
        int priorityId,
        Party company,
        @Nullable Party contact,
        @Nullable Integer ownerId,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    public Ticket moved(int toBoard, int toStatus) {
        return new Ticket(
                id,
                summary,
                toBoard,
                toStatus,
                priorityId,
                company,
                contact,
                ownerId,
                createdAt,
                updatedAt,
                updatedBy);
    }

    public Ticket owned(@Nullable Integer byMember) {
        return new Ticket(
                id,
                summary,
                boardId,
                statusId,
                priorityId,
                company,
                contact,
                byMember,
                createdAt,
                updatedAt,
                updatedBy);
    }

    public Ticket titled(String newSummary) {
        return new Ticket(
                id,
                newSummary,
                boardId,
                statusId,
                priorityId,
                company,
                contact,
                ownerId,
                createdAt,
                updatedAt,
                updatedBy);
    }

    public Ticket touched(Instant at, String by) {
        return new Ticket(
                id,
                summary,
                boardId,
                statusId,
                priorityId,
                company,
                contact,
                ownerId,
                createdAt,
                at,
                by);
    }
}
