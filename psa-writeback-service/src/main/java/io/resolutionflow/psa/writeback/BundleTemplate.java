package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.preview.PreviewKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A text straight from the record, for a push while nothing else can write one. It repeats, it does
 * not conclude.
 */
final class BundleTemplate {

    private static final String UNKNOWN = "Not recorded.";

    private BundleTemplate() {}

    static String of(PreviewKind kind, JsonNode bundle) {
        boolean note = kind == PreviewKind.RESOLUTION_NOTE;
        var text = new ArrayList<String>();
        text.add("## Problem\n" + line(bundle.path("problem_summary"), bundle.path("title")));
        text.add(
                (note ? "## What we confirmed\n" : "## What we've confirmed\n")
                        + list(bundle.path("facts"), "text"));
        if (note) {
            text.add("## Root cause\n" + line(bundle.path("resolution").path("root_cause")));
            text.add(
                    "## Resolution\n"
                            + line(
                                    bundle.path("resolution").path("summary"),
                                    bundle.path("active_fix").path("title")));
        } else {
            text.add("## What we've tried\n" + list(bundle.path("fix_history"), "title"));
            text.add("## Current hypothesis\n" + line(bundle.path("active_fix").path("title")));
            text.add("## Suggested next steps\n" + list(bundle.path("open_questions"), "text"));
        }
        return String.join("\n\n", text);
    }

    private static String line(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.isString() && !candidate.asString().isBlank()) {
                return candidate.asString();
            }
        }
        return UNKNOWN;
    }

    private static String list(JsonNode items, String member) {
        List<String> lines =
                items.valueStream()
                        .map(item ->
                                item.isString() ? item.asString() : item.path(member).asString(""))
                        .filter(text -> !text.isBlank())
                        .toList();
        return lines.isEmpty()
                ? UNKNOWN
                : lines.stream().map(text -> "- " + text).collect(Collectors.joining("\n"));
    }
}
