package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.platform.paging.PageQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries of the bound account; in a transaction of the caller unless said otherwise. */
public interface Deliveries {

    /**
     * @param channelId null for an e-mail to {@code userId}
     * @param generation repeats of the same event, subject, receiver and generation add nothing
     * @param suppressedCode null: it is to be sent
     */
    record Planned(
            UUID id,
            @Nullable UUID channelId,
            @Nullable UUID userId,
            EventKey event,
            String subjectType,
            UUID subjectId,
            int generation,
            Message message,
            String recipientHint,
            boolean fallbackUsed,
            @Nullable String suppressedCode) {}

    /**
     * Suppresses it when the receiver was told something of the kind about the same subject within
     * the window.
     *
     * @param kin events that count as the same kind
     * @return its state; empty when it was there already
     */
    Optional<DeliveryState> add(Planned delivery, List<EventKey> kin, Duration window);

    record Due(UUID accountId, UUID id, long leaseEpoch) {}

    /** Leases due deliveries of all accounts, ids only; in a transaction of its own. */
    List<Due> claim(UUID owner, int max, Duration lease);

    /**
     * @param attempts so far
     * @param isVoid its reason went away while it was being sent
     */
    record Leased(
            @Nullable UUID channelId,
            @Nullable UUID userId,
            DeliveryState state,
            int attempts,
            boolean isVoid,
            Message message) {}

    /** Empty when the lease was lost or it is over; locked to the end of the transaction. */
    Optional<Leased> lock(Due due);

    /** From here to the end a cancel comes too late. */
    void sending(Due due);

    void finish(Due due, DeliveryState state, @Nullable String code, @Nullable Integer httpStatus);

    void retry(Due due, Duration pause, String code, @Nullable Integer httpStatus);

    /** Pending ones are cancelled; one that is being sent is not tried again. */
    void cancel(UUID subjectId, List<EventKey> events);

    /**
     * Newest first.
     *
     * @param channelId null for e-mails
     */
    List<Delivery> of(@Nullable UUID channelId, @Nullable DeliveryState state, PageQuery page);
}
