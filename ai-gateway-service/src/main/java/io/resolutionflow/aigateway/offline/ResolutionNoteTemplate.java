package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import org.springframework.stereotype.Component;

/**
 * {@code resolution_note}: Problem / What we confirmed / Root cause / Resolution, only from the
 * record (contract-psa §6).
 */
@Component
class ResolutionNoteTemplate implements OfflineTemplate {

    @Override
    public AiTask task() {
        return AiTask.RESOLUTION_NOTE;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var record = SessionRecord.of(inputs);
        String cause = record.rootCause();
        var note =
                new Markdown()
                        .heading("Problem")
                        .paragraph(record.problem().isEmpty() ? "Not recorded." : record.problem())
                        .heading("What we confirmed")
                        .list(
                                record.facts().isEmpty() ? record.tried() : record.facts(),
                                "Nothing was recorded as confirmed.")
                        .heading("Root cause")
                        .paragraph(cause == null ? "Unknown: no root cause was recorded." : cause)
                        .heading("Resolution");
        resolution(note, record);
        return Draft.document("markdown", note.toString());
    }

    private static void resolution(Markdown note, SessionRecord record) {
        String fix = record.activeFix();
        if (!record.resolution().isEmpty()) {
            note.paragraph(record.resolution());
        }
        if (fix != null && record.fixWorked()) {
            note.paragraph("Applied and confirmed: " + fix);
        } else if (fix != null && record.fixFailed()) {
            note.paragraph("Provisional: the fix “" + fix + "” did not fully work.");
        } else if (fix != null) {
            note.paragraph("Provisional, not verified yet: " + fix);
        } else if (record.resolution().isEmpty()) {
            note.paragraph("No resolution was recorded yet.");
        }
        if (!record.recommendations().isEmpty()) {
            note.list(record.recommendations(), "");
        }
    }
}
