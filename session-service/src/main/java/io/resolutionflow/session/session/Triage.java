package io.resolutionflow.session.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The header of the case.
 *
 * @param sources who wrote a field last: {@code engineer}, {@code ai}, {@code ticket} or {@code
 *     walk}
 * @param version rises when the evidence changes
 */
@Embeddable
public record Triage(
        @Nullable String clientName,
        @Nullable String assetName,
        @Nullable String issueCategory,
        @Column(name = "triage_hypothesis") @Nullable String hypothesis,
        @JdbcTypeCode(SqlTypes.JSON) List<Evidence> evidenceItems,
        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "triage_sources") Map<String, String> sources,
        @Column(name = "triage_version") int version) {

    /**
     * @param status {@code confirmed}, {@code ruled_out} or {@code pending}
     */
    public record Evidence(String text, String status) {}

    public static final Triage EMPTY = new Triage(null, null, null, null, List.of(), Map.of(), 0);
}
