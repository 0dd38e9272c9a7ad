package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import java.util.Map;
import java.util.UUID;

/** What the account and its people chose, in a transaction of the caller. */
public interface Choices {

    /** The default when nothing was chosen. */
    NotificationSettings settings();

    /** With the row locked to the end of the transaction, so that merges follow each other. */
    NotificationSettings lockSettings();

    void save(NotificationSettings settings);

    /** What this person set themselves; everything else is as the catalogue says. */
    Map<EventKey, Boolean> mailWishes(UUID userId);

    Map<EventKey, Boolean> lockMailWishes(UUID userId);

    void saveMailWishes(UUID userId, Map<EventKey, Boolean> wishes);
}
