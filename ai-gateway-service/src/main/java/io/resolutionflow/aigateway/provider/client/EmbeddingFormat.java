package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.EmbeddedTexts;
import io.resolutionflow.aigateway.provider.EmbeddingCall;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One vendor's way of making vectors: pure translation, no connection. */
interface EmbeddingFormat {

    /** Whose key, headers and errors they are. */
    WireFormat vendor();

    /** What follows the base address. */
    String path(EmbeddingCall call);

    ObjectNode body(EmbeddingCall call);

    /**
     * @throws ProviderFailure for an answer that does not hold one vector for each text
     */
    EmbeddedTexts read(JsonNode answer, EmbeddingCall call);

    static float[] vector(JsonNode values) {
        if (!values.isArray()
                || values.isEmpty()
                || !values.valueStream().allMatch(JsonNode::isNumber)) {
            throw noAnswer();
        }
        var vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i).floatValue();
        }
        return vector;
    }

    static ProviderFailure noAnswer() {
        return new ProviderFailure(ErrorClass.SERVER, 200, null);
    }
}
