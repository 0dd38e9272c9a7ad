package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.provider.AiProperties.Endpoint;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One vendor's way of asking and answering: pure translation, no connection. Content is chosen by
 * type and never by position; unknown members, events and values are ignored; a missing figure is
 * null.
 */
interface WireFormat {

    /** The endpoint type it serves, as written in the configuration. */
    String type();

    /** What follows the base address. */
    String path(ModelCall call);

    /** Name of the header that carries the key. */
    String keyHeader();

    /** The key as that header wants it. */
    default String keyValue(String key) {
        return key;
    }

    /** Headers of every request besides the key. */
    default Map<String, String> headers() {
        return Map.of();
    }

    ObjectNode body(ModelCall call, Endpoint endpoint);

    /**
     * @throws ProviderFailure for an answer that is none
     */
    List<ModelEvent> whole(JsonNode answer);

    /** A fresh reader for one stream. */
    StreamReader reader();

    /** What an answer of status 300 and more means. */
    ProviderFailure failure(ErrorReply reply);

    /** Turns the events of one stream into ours; it remembers what came before. */
    interface StreamReader {

        /**
         * @param name of the event, empty where the vendor names none
         * @throws ProviderFailure for an error told in mid-stream
         */
        List<ModelEvent> event(String name, JsonNode data);

        /** Whether nothing more is to come, so that the body need not be read to its end. */
        boolean done();

        /**
         * At the end of the body.
         *
         * @param framed whether the body's length was known to the transport, so that its end is
         *     the vendor's and no cut connection
         * @throws ProviderFailure when the answer was cut short
         */
        List<ModelEvent> end(boolean framed);
    }
}
