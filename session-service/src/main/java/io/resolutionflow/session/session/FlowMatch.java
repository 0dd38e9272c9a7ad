package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The published flow that fits the problem, if one does. */
@Embeddable
public record FlowMatch(
        @Column(name = "matched_flow_id") @Nullable UUID flowId,
        @Column(name = "matched_flow_name") @Nullable String name,
        @Column(name = "matched_flow_version") @Nullable Integer version,
        @Column(name = "match_score") @Nullable Double score) {

    public static final FlowMatch NONE = new FlowMatch(null, null, null, null);
}
