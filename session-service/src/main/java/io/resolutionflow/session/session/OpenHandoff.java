package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;

/**
 * The hand-off nobody has claimed yet.
 *
 * @param intent {@code park} or {@code escalate}
 * @param priority {@code low}, {@code normal}, {@code high} or {@code urgent}
 * @param previousStatus where a cancel goes back to
 */
@Embeddable
public record OpenHandoff(
        @Column(name = "open_handoff_id") UUID id,
        @Column(name = "open_handoff_intent") String intent,
        @Column(name = "open_handoff_at") Instant at,
        @Column(name = "open_handoff_by") UUID by,
        @Column(name = "open_handoff_by_name") String byName,
        @Column(name = "open_handoff_priority") String priority,
        @Column(name = "open_handoff_previous_status") SessionStatus previousStatus) {

    public boolean isPark() {
        return intent.equals("park");
    }
}
