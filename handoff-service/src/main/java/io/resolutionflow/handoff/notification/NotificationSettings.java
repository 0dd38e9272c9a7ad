package io.resolutionflow.handoff.notification;

import java.util.List;
import java.util.UUID;

/**
 * What an account chose (contract-handoffs §7.3).
 *
 * @param l1RecipientIds who hears of L1 escalations; empty for everybody who can take work
 * @param collapseWindowSeconds 0–3600: how long further messages on one subject are suppressed
 */
public record NotificationSettings(List<UUID> l1RecipientIds, int collapseWindowSeconds) {

    public static final int MAX_RECIPIENTS = 50;
    public static final int MAX_WINDOW_SECONDS = 3_600;
    public static final NotificationSettings DEFAULT = new NotificationSettings(List.of(), 300);

    public NotificationSettings {
        l1RecipientIds = List.copyOf(l1RecipientIds);
    }
}
