package io.resolutionflow.session.chat;

import java.util.List;
import java.util.UUID;

/**
 * Published flows near a problem. Never called inside a transaction; nothing when the L1 desk is
 * away.
 */
public interface FlowSuggestions {

    record Suggestion(UUID flowId, String name, double score) {}

    List<Suggestion> near(String problem);
}
