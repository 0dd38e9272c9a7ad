package io.resolutionflow.session.listing;

import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Triage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The triage header as it is shown (contract-sessions §4.5). */
public record TriageView(
        String title,
        @Nullable String clientName,
        @Nullable String assetName,
        @Nullable String issueCategory,
        @Nullable String triageHypothesis,
        List<Triage.Evidence> evidenceItems,
        Map<String, String> sources,
        int triageVersion,
        long stateVersion) {

    public static TriageView of(AiSession s) {
        Triage triage = s.triage();
        return new TriageView(
                s.title(),
                triage.clientName(),
                triage.assetName(),
                triage.issueCategory(),
                triage.hypothesis(),
                triage.evidenceItems(),
                triage.sources(),
                triage.version(),
                s.stateVersion());
    }
}
