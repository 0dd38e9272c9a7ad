package io.resolutionflow.handoff.notification.web;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.notification.EditSettings;
import io.resolutionflow.handoff.notification.NotificationSettings;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads merges of settings and preferences; unknown members are refused, null is the default. */
final class ChoiceBodies {

    private final List<FieldProblem> problems = new ArrayList<>();

    private ChoiceBodies() {}

    static Map<EventKey, Optional<Boolean>> preferences(JsonNode body) {
        var reading = new ChoiceBodies();
        var changes = new EnumMap<EventKey, Optional<Boolean>>(EventKey.class);
        for (var member : object(body).properties()) {
            if (!member.getKey().equals("email")) {
                reading.wrong(
                        member.getKey(),
                        "unknown_field",
                        "Only e-mail can be switched on and off.");
            } else if (!member.getValue().isObject()) {
                reading.wrong("email", "invalid_type", "This is an object.");
            } else {
                member.getValue()
                        .properties()
                        .forEach(wish -> reading.wish(wish.getKey(), wish.getValue(), changes));
            }
        }
        reading.requireNoProblems();
        return changes;
    }

    private void wish(String name, JsonNode value, Map<EventKey, Optional<Boolean>> changes) {
        String field = "email." + name;
        Optional<EventKey> key = EventKey.find(name);
        if (key.isEmpty()) {
            wrong(field, "unknown_field", "This event is not known.");
        } else if (value.isNull()) {
            changes.put(key.get(), Optional.empty());
        } else if (value.isBoolean()) {
            changes.put(key.get(), Optional.of(value.booleanValue()));
        } else {
            wrong(field, "invalid_type", "This is true or false.");
        }
    }

    static EditSettings.Change settings(JsonNode body) {
        var reading = new ChoiceBodies();
        List<UUID> recipients = null;
        Integer window = null;
        for (var member : object(body).properties()) {
            switch (member.getKey()) {
                case "l1_recipient_ids" -> recipients = reading.recipients(member.getValue());
                case "collapse_window_seconds" -> window = reading.window(member.getValue());
                default -> reading.wrong(member.getKey(), "unknown_field", "This is not known.");
            }
        }
        reading.requireNoProblems();
        return new EditSettings.Change(recipients, window);
    }

    private @Nullable List<UUID> recipients(JsonNode value) {
        if (value.isNull()) {
            return NotificationSettings.DEFAULT.l1RecipientIds();
        }
        if (!value.isArray()) {
            wrong("l1_recipient_ids", "invalid_type", "This is a list of ids.");
            return null;
        }
        if (value.size() > NotificationSettings.MAX_RECIPIENTS) {
            wrong("l1_recipient_ids", "too_long", "At most 50 people.");
        }
        var ids = new LinkedHashSet<UUID>();
        for (int i = 0; i < value.size(); i++) {
            try {
                ids.add(UUID.fromString(value.get(i).asString("")));
            } catch (IllegalArgumentException e) {
                wrong("l1_recipient_ids[" + i + "]", "invalid_format", "This is not an id.");
            }
        }
        return List.copyOf(ids);
    }

    private @Nullable Integer window(JsonNode value) {
        if (value.isNull()) {
            return NotificationSettings.DEFAULT.collapseWindowSeconds();
        }
        if (!value.isInt()) {
            wrong("collapse_window_seconds", "invalid_type", "This is a whole number.");
            return null;
        }
        int seconds = value.intValue();
        if (seconds < 0 || seconds > NotificationSettings.MAX_WINDOW_SECONDS) {
            wrong("collapse_window_seconds", "out_of_range", "Must be between 0 and 3600.");
        }
        return seconds;
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw DomainException.invalid("body", "invalid_type", "Send an object.");
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
    }

    private void wrong(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }
}
