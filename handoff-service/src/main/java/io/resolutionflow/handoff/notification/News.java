package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.channel.EventKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something another service tells, with its recipients named by rule: written with its job,
 * expanded later.
 *
 * @param subjectId with {@code subjectType} and {@code generation} what repeats are known by
 * @param headline cut to 200 characters
 * @param link path inside the web app
 * @param people who are told besides the group, when they can take work
 * @param actorId who did it and needs no notice
 */
public record News(
        EventKey event,
        String subjectType,
        UUID subjectId,
        int generation,
        String headline,
        @Nullable String text,
        String link,
        List<UUID> people,
        Group group,
        @Nullable UUID actorId) {

    /** Whom a rule names. */
    public enum Group {
        NOBODY,
        OWNERS_AND_ADMINS,
        TEAM_ADMINS_TOO
    }
}
