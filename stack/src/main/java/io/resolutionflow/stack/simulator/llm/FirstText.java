package io.resolutionflow.stack.simulator.llm;

import tools.jackson.databind.JsonNode;

/** The first text of the user, found in the message lists of all formats. */
final class FirstText {

    private FirstText() {}

    /**
     * @param member where a message keeps its content: {@code content} or {@code parts}
     */
    static String of(JsonNode messages, String member) {
        for (var message : messages) {
            if (message.path("role").asString("user").equals("user")) {
                return text(message.path(member));
            }
        }
        return "";
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        for (var part : content) {
            if (part.has("text")) {
                return part.path("text").asString("");
            }
        }
        return "";
    }
}
