package io.resolutionflow.l1walk.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Structures as an author sends them. */
public final class Structures {

    private Structures() {}

    /** A small valid flow about door badges. */
    public static Map<String, Object> badgeReader(String slug) {
        var flow = new LinkedHashMap<String, Object>();
        flow.put("slug", slug);
        flow.put("title", "Badge reader shows offline");
        flow.put("category", "hardware");
        flow.put("description", "The badge reader at a door is offline and nobody gets in.");
        flow.put("keywords", List.of("badge reader", "door reader offline", "badge"));
        flow.put("tags", List.of("doors"));
        flow.put("start", "q_light");
        flow.put(
                "nodes",
                List.of(
                        question(
                                "q_light",
                                "Is the light of the badge reader on?",
                                option("On", "on", "a_power"),
                                option("Off", "off", "e_onsite")),
                        action(
                                "a_power",
                                "Ask the caller to take the reader's plug out and put it in again.",
                                option("Works again", "works", "r_done"),
                                option("Still offline", "still", "e_onsite")),
                        leaf("r_done", "resolve", "The badge reader works again.", null),
                        leaf(
                                "e_onsite",
                                "escalate",
                                "Somebody has to look at the reader.",
                                "Hand off to: facilities. Include: the door and the light.")));
        return flow;
    }

    /** The flow with one member put in another's place. */
    public static Map<String, Object> with(Map<String, ?> flow, String member, Object value) {
        var changed = new HashMap<String, Object>(flow);
        changed.put(member, value);
        return changed;
    }

    /** The flow with one node more. */
    public static Map<String, Object> withNode(Map<String, ?> flow, Map<String, Object> node) {
        var nodes = new ArrayList<Object>((List<?>) flow.get("nodes"));
        nodes.add(node);
        return with(flow, "nodes", nodes);
    }

    @SafeVarargs
    public static Map<String, Object> question(
            String id, String text, Map<String, Object>... options) {
        return node(id, "question", text, List.of(options));
    }

    @SafeVarargs
    public static Map<String, Object> action(
            String id, String text, Map<String, Object>... options) {
        return node(id, "action", text, List.of(options));
    }

    public static Map<String, Object> leaf(String id, String type, String text, String detail) {
        var node = node(id, type, text, List.of());
        if (detail != null) {
            node.put("detail", detail);
        }
        return node;
    }

    public static Map<String, Object> option(String label, String value, String next) {
        return Map.of("label", label, "value", value, "next", next);
    }

    private static Map<String, Object> node(
            String id, String type, String text, List<Map<String, Object>> options) {
        var node = new HashMap<String, Object>();
        node.put("id", id);
        node.put("type", type);
        node.put("text", text);
        node.put("options", options);
        return node;
    }
}
