package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person wants by e-mail; in the app everything is told. */
@Service
public class MailPreferences {

    private final Choices choices;

    MailPreferences(Choices choices) {
        this.choices = choices;
    }

    /** Every event key, chosen or by default. */
    @Transactional(readOnly = true)
    public Map<String, Boolean> of(UUID userId) {
        return effective(choices.mailWishes(userId));
    }

    /**
     * @param changes empty values go back to the default; what is not named stays
     */
    @Transactional
    public Map<String, Boolean> change(UUID userId, Map<EventKey, Optional<Boolean>> changes) {
        var wishes = new EnumMap<EventKey, Boolean>(EventKey.class);
        wishes.putAll(choices.lockMailWishes(userId));
        changes.forEach((key, wanted) ->
                wanted.ifPresentOrElse(value -> wishes.put(key, value), () -> wishes.remove(key)));
        choices.saveMailWishes(userId, wishes);
        return effective(wishes);
    }

    /** In a transaction of the caller. */
    boolean wants(UUID userId, EventKey event) {
        return choices.mailWishes(userId).getOrDefault(event, event.isMailedByDefault());
    }

    private static Map<String, Boolean> effective(Map<EventKey, Boolean> wishes) {
        var all = new LinkedHashMap<String, Boolean>();
        for (EventKey key : EventKey.values()) {
            all.put(key.wire(), wishes.getOrDefault(key, key.isMailedByDefault()));
        }
        return all;
    }
}
