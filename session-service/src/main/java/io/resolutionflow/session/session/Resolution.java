package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** How the session was resolved; all empty while it is not. */
@Embeddable
public record Resolution(
        @Column(name = "resolved_at") @Nullable Instant at,
        @Column(name = "resolution_summary") @Nullable String summary,
        @Column(name = "resolution_action") @Nullable String action,
        @Column(name = "root_cause") @Nullable String rootCause,
        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "steps_taken")
                @Nullable List<String> stepsTaken,
        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "recommendations")
                @Nullable List<String> recommendations) {

    static final Resolution NONE = new Resolution(null, null, null, null, null, null);
}
