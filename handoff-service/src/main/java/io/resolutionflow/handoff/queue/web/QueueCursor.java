package io.resolutionflow.handoff.queue.web;

import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.handoff.queue.QueueItem;
import io.resolutionflow.handoff.queue.QueuePlace;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of the queue ended: priority, time, id. Opaque, and bound to the reader and the
 * filters.
 */
final class QueueCursor {

    private static final int BYTES = 16 + 1 + 8 + 4 + 16;

    private QueueCursor() {}

    static String write(QueueItem last, String binding) {
        UUID bound = digest(binding);
        byte priority = (byte) WireName.required(Priority.class, last.priority()).ordinal();
        var bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(bound.getMostSignificantBits())
                        .putLong(bound.getLeastSignificantBits())
                        .put(priority)
                        .putLong(last.createdAt().getEpochSecond())
                        .putInt(last.createdAt().getNano())
                        .putLong(last.handoffId().getMostSignificantBits())
                        .putLong(last.handoffId().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static QueuePlace read(String cursor, String binding) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(cursor);
            if (raw.length == BYTES) {
                var bytes = ByteBuffer.wrap(raw);
                if (new UUID(bytes.getLong(), bytes.getLong()).equals(digest(binding))) {
                    return new QueuePlace(
                            bytes.get(),
                            Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
                            new UUID(bytes.getLong(), bytes.getLong()));
                }
            }
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static DomainException invalid() {
        return DomainException.unprocessable(
                "invalid_cursor",
                "This cursor does not belong to this list. Start again without it.");
    }

    private static UUID digest(String binding) {
        return UUID.nameUUIDFromBytes(binding.getBytes(StandardCharsets.UTF_8));
    }
}
