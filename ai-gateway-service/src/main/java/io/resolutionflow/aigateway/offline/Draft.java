package io.resolutionflow.aigateway.offline;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a template says: an object with the members of its task, and for written documents the text.
 *
 * @param text null where the object is the answer
 */
record Draft(ObjectNode structured, @Nullable String text) {

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Draft of(ObjectNode structured) {
        return new Draft(structured, null);
    }

    /** A document: its text, and under the given member for owners that want an object. */
    static Draft document(String member, String text) {
        return new Draft(object().put(member, text), text);
    }
}
