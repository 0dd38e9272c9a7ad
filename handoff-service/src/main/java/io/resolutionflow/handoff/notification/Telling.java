package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.member.Member;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is told and to whom.
 *
 * @param people who hear of it in the app; those who take no e-mail about it are told apart later
 * @param mailOnly the one of them who gets an e-mail; null for all
 * @param fallbackUsed whether the account's own choice of people had to be passed over
 */
record Telling(
        Content content, List<Member> people, @Nullable UUID mailOnly, boolean fallbackUsed) {

    /**
     * @param headline at most 200 characters
     * @param reason at most 500 characters
     * @param by who handed on, for people
     * @param link path inside the web app
     * @param data of a webhook
     */
    record Content(
            String headline,
            @Nullable String reason,
            @Nullable String by,
            String link,
            Priority priority,
            JsonNode data) {}
}
