package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current escalation only (KD-34). */
@Embeddable
public record Escalation(
        @Column(name = "escalated_at") @Nullable Instant at,
        @Column(name = "escalated_to_id") @Nullable UUID to,
        @Column(name = "escalation_reason") @Nullable String reason) {

    static final Escalation NONE = new Escalation(null, null, null);
}
