package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code escalation_package}: what a colleague needs to go on; a pending fix leads the hypothesis
 * (contract-psa §6).
 */
@Component
class EscalationPackageTemplate implements OfflineTemplate {

    private final NextChecks nextChecks;

    EscalationPackageTemplate(NextChecks nextChecks) {
        this.nextChecks = nextChecks;
    }

    @Override
    public AiTask task() {
        return AiTask.ESCALATION_PACKAGE;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var record = SessionRecord.of(inputs);
        List<String> next = nextChecks.of(record);
        return Draft.document(
                "markdown",
                new Markdown()
                        .heading("Problem")
                        .paragraph(record.problem().isEmpty() ? "Not recorded." : record.problem())
                        .heading("What we've confirmed")
                        .list(record.facts(), "Nothing was recorded as confirmed.")
                        .heading("What we've tried")
                        .list(record.tried(), "No step was recorded.")
                        .heading("Current hypothesis")
                        .paragraph(hypothesis(record))
                        .heading("Suggested next steps")
                        .list(next, "None recorded.")
                        .toString());
    }

    static String hypothesis(SessionRecord record) {
        String fix = record.activeFix();
        String guess = record.hypothesis();
        if (fix != null && record.fixIsPending()) {
            return "Provisional: the fix “"
                    + fix
                    + "” is pending, not verified."
                    + (guess == null ? "" : " " + guess);
        }
        if (fix != null && record.fixFailed()) {
            return "The fix “" + fix + "” did not fully work." + (guess == null ? "" : " " + guess);
        }
        return guess == null ? "None recorded." : guess;
    }
}
