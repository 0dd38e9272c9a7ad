package io.resolutionflow.session.listing;

import io.resolutionflow.session.conversation.Message;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as it is shown (contract-sessions §4.3). */
public record MessageView(
        UUID messageId,
        int seq,
        String role,
        @Nullable UUID authorId,
        @Nullable String authorName,
        String content,
        List<UUID> uploadIds,
        List<UUID> itemIds,
        @Nullable UUID branchId,
        String delivery,
        @Nullable String answerSource,
        Instant createdAt) {

    public static MessageView of(Message m) {
        return new MessageView(
                m.id(),
                m.seq(),
                m.role(),
                m.authorId(),
                m.authorName(),
                m.content(),
                m.uploadIds(),
                m.itemIds(),
                m.branchId(),
                m.delivery(),
                m.answerSource(),
                m.createdAt());
    }
}
