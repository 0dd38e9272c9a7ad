package io.resolutionflow.session.ai;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps data for a model within a number of bytes: of the longest list the oldest half goes first,
 * then the longest text is halved (contract-sessions §6, §12). A case that has grown must not make
 * a turn fail.
 */
public final class BoundedInputs {

    /** Of the 256 KiB the AI gateway takes. */
    public static final int INPUTS = 240 * 1024;

    private static final int SHORTEST = 200;

    private BoundedInputs() {}

    /** Changes and returns the object. */
    public static ObjectNode fit(ObjectNode object, int bytes) {
        while (size(object) > bytes) {
            String longest = longest(object);
            if (longest == null) {
                return object;
            }
            halve(object, longest);
        }
        return object;
    }

    private static void halve(ObjectNode object, String member) {
        if (object.get(member) instanceof ArrayNode list && list.size() > 1) {
            for (int i = list.size() / 2; i > 0; i--) {
                list.remove(0);
            }
        } else if (object.get(member).isString()
                && object.get(member).stringValue().length() > SHORTEST) {
            String text = object.get(member).stringValue();
            object.put(member, AnswerJson.cut(text, text.length() / 2));
        } else {
            object.putNull(member);
        }
    }

    private static @Nullable String longest(ObjectNode object) {
        String longest = null;
        int most = SHORTEST;
        for (var entry : object.properties()) {
            int length = size(entry.getValue());
            if (length > most) {
                longest = entry.getKey();
                most = length;
            }
        }
        return longest;
    }

    private static int size(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
