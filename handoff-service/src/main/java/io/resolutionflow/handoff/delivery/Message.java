package io.resolutionflow.handoff.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What leaves the house: no session content beyond title, reason, names and link (contract-handoffs
 * §7.2).
 *
 * @param event key of the catalogue
 * @param headline one line for people
 * @param reason at most 500 characters
 * @param by who handed on, for people
 * @param link path inside the web app, at most 500 characters
 * @param data of a webhook, for programs
 */
public record Message(
        String event,
        Instant occurredAt,
        String headline,
        @Nullable String reason,
        @Nullable String by,
        String link,
        JsonNode data) {}
