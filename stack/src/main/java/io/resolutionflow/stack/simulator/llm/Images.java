package io.resolutionflow.stack.simulator.llm;

import tools.jackson.databind.JsonNode;

/** Counts the pictures of a request, whatever the format calls them. */
final class Images {

    private Images() {}

    /**
     * @param member where a message keeps its content: {@code content} or {@code parts}
     */
    static int in(JsonNode messages, String member) {
        int images = 0;
        for (var message : messages) {
            for (var part : message.path(member)) {
                var type = part.path("type").asString("");
                boolean picture =
                        type.equals("image") || type.equals("image_url") || part.has("inlineData");
                images += picture ? 1 : 0;
            }
        }
        return images;
    }
}
