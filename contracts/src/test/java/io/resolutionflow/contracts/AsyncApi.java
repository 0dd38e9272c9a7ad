package io.resolutionflow.contracts;

import io.resolutionflow.contracts.event.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes docs/asyncapi.yaml from the committed schemas. */
final class AsyncApi {

    private static final String HEAD =
            """
            # Written from contracts/src/main/resources/events; see contracts/README.md. Do not edit.
            asyncapi: 3.0.0
            info:
              title: ResolutionFlow events
              version: v1
              description: >-
                CloudEvents 1.0 in Kafka binary mode, at least once. The key is `<account_id>:<aggregate_id>`, so the events of one aggregate
                keep their order; `aggregateseq` counts them from 1 without gaps. Types only gain optional members; a consumer passes over
                types, members and values that it does not know.
            defaultContentType: application/json
            """;

    private static final String HEADERS =
            """
            components:
              messageTraits:
                event:
                  headers:
                    type: object
                    required: [ce_specversion, ce_id, ce_type, ce_source, ce_subject, ce_time, ce_accountid, ce_aggregateseq, content-type]
                    properties:
                      ce_specversion: { const: "1.0" }
                      ce_id: { type: string, format: uuid, description: UUIDv7; the same when an event is delivered again }
                      ce_type: { type: string }
                      ce_source: { type: string, description: "/ and the name of the service that publishes" }
                      ce_subject: { type: string, description: id of the aggregate }
                      ce_time: { type: string, format: date-time }
                      ce_accountid: { type: string, format: uuid }
                      ce_aggregateseq: { type: string, pattern: "^[1-9][0-9]*$" }
                      ce_traceparent: { type: string }
                      traceparent: { type: string, description: "W3C trace context, for listeners" }
                      content-type: { const: application/json }
              messages:
            """;

    private static final Map<String, Publisher> PUBLISHERS = publishers();

    private record Publisher(String topic, String service) {}

    private AsyncApi() {}

    private static Map<String, Publisher> publishers() {
        var publishers = new LinkedHashMap<String, Publisher>();
        publishers.put("session", new Publisher(Topics.SESSION, "session-service"));
        publishers.put("l1", new Publisher(Topics.L1, "l1-walk-service"));
        publishers.put("handoff", new Publisher(Topics.HANDOFF, "handoff-service"));
        publishers.put("psa", new Publisher(Topics.PSA, "psa-writeback-service"));
        publishers.put("ai", new Publisher(Topics.AI, "ai-gateway-service"));
        return publishers;
    }

    /**
     * @param descriptions of each event type, from its schema
     */
    static String write(SortedMap<String, String> descriptions) {
        var text = new StringBuilder(HEAD);
        text.append("channels:\n");
        PUBLISHERS.forEach((prefix, publisher) -> {
            text.append("  ").append(prefix).append(":\n");
            text.append("    address: ").append(publisher.topic()).append('\n');
            text.append("    description: published by ").append(publisher.service()).append('\n');
            text.append("    messages:\n");
            types(descriptions, prefix)
                    .forEach(type ->
                            text.append("      ")
                                    .append(type)
                                    .append(": { $ref: \"#/components/messages/")
                                    .append(type)
                                    .append("\" }\n"));
        });
        text.append("operations:\n");
        PUBLISHERS.forEach((prefix, publisher) ->
                text.append("  ")
                        .append(prefix)
                        .append("_publishes:\n    action: send\n    channel: { $ref: \"#/channels/")
                        .append(prefix)
                        .append("\" }\n"));
        text.append(HEADERS);
        descriptions.forEach((type, description) -> message(text, type, description));
        return text.toString();
    }

    private static void message(StringBuilder text, String type, String description) {
        text.append("    ").append(type).append(":\n");
        text.append("      name: ").append(type).append('\n');
        if (!description.isBlank()) {
            text.append("      summary: ").append(quoted(description)).append('\n');
        }
        text.append("      traits: [{ $ref: \"#/components/messageTraits/event\" }]\n");
        text.append("      payload:\n");
        text.append("        schemaFormat: application/schema+json;version=draft-2020-12\n");
        text.append("        schema: { $ref: \"../contracts/src/main/resources/events/")
                .append(type)
                .append(".schema.json\" }\n");
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static List<String> types(SortedMap<String, String> descriptions, String prefix) {
        return descriptions.keySet().stream()
                .filter(type -> type.startsWith(prefix + "."))
                .toList();
    }

    /** Whether somebody publishes events of this type. */
    static boolean hasPublisher(String type) {
        return PUBLISHERS.containsKey(type.substring(0, type.indexOf('.')));
    }
}
