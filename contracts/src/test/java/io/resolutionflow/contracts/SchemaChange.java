package io.resolutionflow.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What of a changed schema breaks somebody: a consumer of today that reads tomorrow's events, or
 * one of tomorrow that reads what is still on the topic. A new member is optional; a rename or a
 * removal is a new event type (house style). A further value of an enum is no break: consumers pass
 * over values they do not know.
 */
final class SchemaChange {

    private static final Set<String> CONSTRAINTS =
            Set.of(
                    "format",
                    "const",
                    "pattern",
                    "minimum",
                    "maximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "additionalProperties",
                    "$ref",
                    "anyOf",
                    "oneOf",
                    "allOf");

    private final List<String> breaks = new ArrayList<>();

    private SchemaChange() {}

    /** One sentence a break; empty when the change is compatible. */
    static List<String> breaks(JsonNode released, JsonNode now) {
        var change = new SchemaChange();
        change.compare("", released, now);
        return List.copyOf(change.breaks);
    }

    private void compare(String at, JsonNode released, JsonNode now) {
        if (!texts(released.path("type")).equals(texts(now.path("type")))) {
            broken(at, "has another type");
        }
        enumeration(at, released.path("enum"), now.path("enum"));
        for (String constraint : CONSTRAINTS) {
            if (!released.path(constraint).equals(now.path(constraint))) {
                broken(at, "has another " + constraint);
            }
        }
        required(at, released, now);
        for (var member : released.path("properties").properties()) {
            String name = at + "/" + member.getKey();
            JsonNode today = now.path("properties").path(member.getKey());
            if (today.isMissingNode()) {
                broken(name, "is gone");
            } else {
                compare(name, member.getValue(), today);
            }
        }
        if (released.has("items")) {
            compare(at + "[]", released.path("items"), now.path("items"));
        }
    }

    private void enumeration(String at, JsonNode released, JsonNode now) {
        if (released.isMissingNode() != now.isMissingNode()) {
            broken(at, "has another set of values");
            return;
        }
        Set<String> lost = texts(released);
        lost.removeAll(texts(now));
        if (!lost.isEmpty()) {
            broken(at, "lost the values " + lost);
        }
    }

    private void required(String at, JsonNode released, JsonNode now) {
        Set<String> before = texts(released.path("required"));
        Set<String> today = texts(now.path("required"));
        before.stream()
                .filter(name -> !today.contains(name))
                .forEach(name -> broken(at + "/" + name, "is no longer always there"));
        today.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> broken(at + "/" + name, "is newly required"));
    }

    private void broken(String at, String how) {
        breaks.add((at.isEmpty() ? "the event" : at) + " " + how);
    }

    /** A text or a list of texts as a set. */
    private static Set<String> texts(JsonNode node) {
        var texts = new TreeSet<String>();
        if (node.isArray()) {
            node.forEach(one -> texts.add(text(one)));
        } else if (!node.isMissingNode()) {
            texts.add(text(node));
        }
        return texts;
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : node.toString();
    }
}
