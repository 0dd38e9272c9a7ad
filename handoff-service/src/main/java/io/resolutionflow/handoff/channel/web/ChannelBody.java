package io.resolutionflow.handoff.channel.web;

import io.resolutionflow.handoff.channel.ChannelType;
import io.resolutionflow.handoff.channel.ChannelWish;
import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.handoff.handoff.WireName;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a new or changed channel; names every member that is wrong. */
final class ChannelBody {

    private static final Set<String> KNOWN =
            Set.of("type", "name", "url", "events_enabled", "min_priority", "enabled");
    private static final int NAME_MAX = 100;
    private static final int URL_MAX = 2_000;

    private final ObjectNode body;
    private final List<FieldProblem> problems = new ArrayList<>();

    private ChannelBody(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw DomainException.invalid("body", "invalid_type", "Send an object.");
        }
        this.body = object;
    }

    /** All but {@code min_priority} and {@code enabled} has to be there. */
    static ChannelWish created(JsonNode body) {
        var reading = new ChannelBody(body);
        for (String required : List.of("type", "name", "url", "events_enabled")) {
            reading.require(required);
        }
        return reading.wish(Set.of());
    }

    record Changed(int version, ChannelWish wish) {}

    /** Only {@code version} has to be there. */
    static Changed changed(JsonNode body) {
        var reading = new ChannelBody(body);
        reading.require("version");
        JsonNode version = reading.body.path("version");
        if (!version.isMissingNode() && !version.isNull() && !version.isInt()) {
            reading.wrong("version", "invalid_type", "This is a whole number.");
        }
        ChannelWish wish = reading.wish(Set.of("version"));
        return new Changed(version.intValue(), wish);
    }

    private ChannelWish wish(Set<String> alsoKnown) {
        body.propertyNames().stream()
                .filter(name -> !KNOWN.contains(name) && !alsoKnown.contains(name))
                .forEach(name -> wrong(name, "unknown_field", "This member is not known."));
        var wish =
                new ChannelWish(
                        type(), name(), text("url", URL_MAX), events(), priority(), enabled());
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
        return wish;
    }

    private @Nullable ChannelType type() {
        ChannelType type = named("type", text -> WireName.find(ChannelType.class, text));
        if (type == ChannelType.EMAIL) {
            wrong("type", "unknown_value", "The e-mail channel is there already.");
            return null;
        }
        return type;
    }

    private @Nullable String name() {
        String name = text("name", NAME_MAX);
        if (name != null && name.isBlank()) {
            wrong("name", "blank", "Give the channel a name.");
        }
        return name;
    }

    private @Nullable Priority priority() {
        return named("min_priority", text -> WireName.find(Priority.class, text));
    }

    private @Nullable Boolean enabled() {
        JsonNode value = body.path("enabled");
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isBoolean()) {
            wrong("enabled", "invalid_type", "This is true or false.");
            return null;
        }
        return value.booleanValue();
    }

    private @Nullable List<EventKey> events() {
        JsonNode value = body.path("events_enabled");
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isArray()) {
            wrong("events_enabled", "invalid_type", "This is a list of events.");
            return null;
        }
        if (value.isEmpty()) {
            wrong("events_enabled", "too_short", "Choose at least one event.");
        }
        var events = new LinkedHashSet<EventKey>();
        for (int i = 0; i < value.size(); i++) {
            String field = "events_enabled[" + i + "]";
            EventKey.find(value.get(i).asString(""))
                    .ifPresentOrElse(
                            events::add,
                            () -> wrong(field, "unknown_value", "This event is not known."));
        }
        return List.copyOf(events);
    }

    private <E> @Nullable E named(String field, Function<String, java.util.Optional<E>> find) {
        String text = text(field, NAME_MAX);
        if (text == null) {
            return null;
        }
        var found = find.apply(text);
        if (found.isEmpty()) {
            wrong(field, "unknown_value", "This value is not known.");
        }
        return found.orElse(null);
    }

    private @Nullable String text(String field, int max) {
        JsonNode value = body.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isString()) {
            wrong(field, "invalid_type", "This is a text.");
            return null;
        }
        String text = value.stringValue();
        if (text.isEmpty() || text.length() > max) {
            wrong(
                    field,
                    text.isEmpty() ? "too_short" : "too_long",
                    "Between 1 and " + max + " characters.");
        }
        return text;
    }

    private void require(String field) {
        if (isAbsent(body.path(field))) {
            wrong(field, "required", "This is needed.");
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private void wrong(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }
}
