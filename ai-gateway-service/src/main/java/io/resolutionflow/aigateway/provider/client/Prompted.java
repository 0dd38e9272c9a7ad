package io.resolutionflow.aigateway.provider.client;

import tools.jackson.databind.JsonNode;

/** The schema in words, for models without a schema mode of their own. */
final class Prompted {

    private Prompted() {}

    static String instruction(JsonNode schema) {
        return "Answer with one JSON object only, valid by this JSON Schema: " + schema;
    }
}
