package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages in Anthropic's form: the system text apart, and cache breakpoints on marked parts, at
 * most four: the end of the system text, then the latest marked ones, each only when what stands
 * before it is long enough to be cached (contract-ai §5.4).
 */
final class AnthropicMessages {

    private static final int MOST_BREAKPOINTS = 4;

    private AnthropicMessages() {}

    static void write(ObjectNode body, ModelCall call) {
        Set<Integer> breakpoints = breakpoints(call);
        int n = 0;
        ArrayNode system = body.arrayNode();
        ArrayNode messages = body.arrayNode();
        for (Message message : call.messages()) {
            ArrayNode blocks =
                    message.role().equals("system")
                            ? system
                            : messages.addObject().put("role", message.role()).putArray("content");
            for (Part part : message.parts()) {
                ObjectNode block = block(blocks, part);
                if (breakpoints.contains(n++)) {
                    block.putObject("cache_control").put("type", "ephemeral");
                }
            }
        }
        JsonNode schema = call.responseSchema();
        if (schema != null && !call.usesNativeSchema()) {
            system.addObject().put("type", "text").put("text", Prompted.instruction(schema));
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        body.set("messages", messages);
    }

    private static ObjectNode block(ArrayNode blocks, Part part) {
        if ("image".equals(part.type())) {
            ObjectNode block = blocks.addObject().put("type", "image");
            block.putObject("source")
                    .put("type", "base64")
                    .put("media_type", part.mediaType())
                    .put("data", part.data());
            return block;
        }
        return blocks.addObject()
                .put("type", "text")
                .put("text", Objects.requireNonNullElse(part.text(), ""));
    }

    /** Positions of the parts that get a breakpoint. */
    private static Set<Integer> breakpoints(ModelCall call) {
        List<Integer> marked = new ArrayList<>();
        int endOfSystem = -1;
        int n = 0;
        long bytes = 0;
        for (Message message : call.messages()) {
            for (Part part : message.parts()) {
                bytes += bytes(part);
                boolean longEnough = call.target().tokens(bytes) >= call.target().cacheMinTokens();
                boolean asked = Boolean.TRUE.equals(part.cache());
                if (asked && longEnough && message.role().equals("system")) {
                    endOfSystem = n;
                } else if (asked && longEnough) {
                    marked.add(n);
                }
                n++;
            }
        }
        var chosen = new TreeSet<Integer>();
        if (endOfSystem >= 0) {
            chosen.add(endOfSystem);
        }
        for (int i = marked.size() - 1; i >= 0 && chosen.size() < MOST_BREAKPOINTS; i--) {
            chosen.add(marked.get(i));
        }
        return chosen;
    }

    private static long bytes(Part part) {
        return part.text() == null ? 0 : part.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
