package io.resolutionflow.stack.simulator.llm;

import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One vendor's way of asking and answering. */
interface WireFormat {

    String name();

    /** The key of the request; simulated keys begin with {@code sim-}, no other is taken. */
    Optional<String> key(Request request);

    Prompt prompt(Request request, JsonNode body);

    /** The answer in one piece. */
    Reply whole(Prompt prompt, Generation generation);

    /** The answer as server-sent events, each with its closing blank line. */
    List<String> events(Prompt prompt, Generation generation);

    Reply error(Failure failure);

    /** An error told in the middle of a stream, after a 200. */
    String errorEvent();
}
