package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.platform.paging.PageQuery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In-app notices of the bound account, in a transaction of the caller. */
public interface Notifications {

    /**
     * @return false when this person has it already
     */
    boolean add(UUID userId, int generation, Notice notice);

    List<Notice> of(UUID userId, boolean unreadOnly, PageQuery page);

    /** Unread and not settled. */
    long unread(UUID userId);

    /**
     * @return false when this person has no such notice
     */
    boolean read(UUID userId, UUID id, Instant at);

    /**
     * @param before null for all
     */
    void readAll(UUID userId, @Nullable Instant before, Instant at);

    /** Unread notices of these events leave the unread count and stay listed. */
    void settle(UUID subjectId, List<EventKey> events, String text, Instant at);
}
