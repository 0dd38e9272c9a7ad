package io.resolutionflow.handoff.stream;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** A stored row as one reader gets it: own, meant for me, waiting since. */
final class ReaderView {

    /** Kept with the row, never sent. */
    static final String WAITING_SINCE = "waiting_since";

    private ReaderView() {}

    static ObjectNode of(StreamRow row, Reader reader, Instant now) {
        ObjectNode data = row.payload().deepCopy();
        if (data.remove(WAITING_SINCE) instanceof tools.jackson.databind.JsonNode since
                && data.path("handoff") instanceof ObjectNode card) {
            String user = reader.userId().toString();
            long seconds = Duration.between(Instant.parse(since.stringValue()), now).toSeconds();
            card.put("is_own", card.path("handed_off_by").stringValue().equals(user));
            card.put("targeted_to_me", user.equals(card.path("target_user_id").asString("")));
            card.put("waiting_seconds", Math.max(0, seconds));
        }
        return data;
    }
}
