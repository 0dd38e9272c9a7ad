package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The written documents of a session: only recorded data, and an open matter is never called solved
 * (contract-sessions §8).
 */
final class DocumentTemplates {

    private static final int QUICK_FACTS = 2;

    private DocumentTemplates() {}

    /** {@code ticket_notes}. */
    @Component
    static class TicketNotes implements OfflineTemplate {

        @Override
        public AiTask task() {
            return AiTask.TICKET_NOTES;
        }

        @Override
        public Draft draft(Inputs inputs) {
            return Draft.document("markdown", technical(SessionRecord.of(inputs)).toString());
        }
    }

    /** {@code resolution_output}: one text per kind. */
    @Component
    static class ResolutionOutput implements OfflineTemplate {

        @Override
        public AiTask task() {
            return AiTask.RESOLUTION_OUTPUT;
        }

        @Override
        public Draft draft(Inputs inputs) {
            var record = SessionRecord.of(inputs);
            String kind = inputs.text("kind");
            String text =
                    switch (kind) {
                        case "kb_article" -> article(record).toString();
                        case "client_summary" -> plain(record, true);
                        default -> technical(record).toString();
                    };
            String about =
                    record.problem().isEmpty()
                            ? "Untitled"
                            : Words.firstSentence(record.problem(), 120);
            ObjectNode answer = Draft.object().put("title", about).put("content_markdown", text);
            return new Draft(answer, text);
        }
    }

    /** {@code status_update}: a text per audience and length. */
    @Component
    static class StatusUpdate implements OfflineTemplate {

        @Override
        public AiTask task() {
            return AiTask.STATUS_UPDATE;
        }

        @Override
        public Draft draft(Inputs inputs) {
            var record = SessionRecord.of(inputs);
            boolean detailed = inputs.text("length").equals("detailed");
            String audience = inputs.text("audience");
            String subject = null;
            String text;
            if (audience.equals("ticket_notes")) {
                text = detailed ? technical(record).toString() : quick(record);
            } else if (audience.equals("email_draft")) {
                subject = (record.isSolved() ? "Resolved: " : "Update: ") + about(record);
                text = mail(inputs, record, detailed);
            } else {
                text = plain(record, detailed);
            }
            return new Draft(Draft.object().put("subject", subject).put("text", text), text);
        }

        private static String mail(Inputs inputs, SessionRecord record, boolean detailed) {
            String to = inputs.at("names").text("contact_name", "contact", "recipient");
            String from = inputs.at("names").text("sender", "caller", "author");
            return (to.isEmpty() ? "Hello," : "Hello " + to + ",")
                    + "\n\n"
                    + plain(record, detailed)
                    + "\n\nKind regards"
                    + (from.isEmpty() ? "" : "\n" + from);
        }
    }

    private static Markdown technical(SessionRecord record) {
        var text =
                new Markdown()
                        .heading("Problem")
                        .paragraph(record.problem().isEmpty() ? "Not recorded." : record.problem())
                        .heading("What was done")
                        .list(record.tried(), "No step was recorded.")
                        .heading("Findings")
                        .list(record.facts(), "Nothing was recorded as confirmed.");
        outcome(text.heading(record.isSolved() ? "Resolution" : "State"), record);
        return record.openQuestions().isEmpty() || record.isSolved()
                ? text
                : text.heading("Open").list(record.openQuestions(), "");
    }

    private static Markdown article(SessionRecord record) {
        String cause = record.rootCause();
        var text =
                new Markdown()
                        .heading("Symptom")
                        .paragraph(record.problem().isEmpty() ? "Not recorded." : record.problem())
                        .heading("Cause")
                        .paragraph(cause == null ? "Unknown." : cause)
                        .heading("Steps")
                        .list(record.tried(), "No step was recorded.")
                        .heading("Resolution");
        outcome(text, record);
        return text;
    }

    private static void outcome(Markdown text, SessionRecord record) {
        if (record.isSolved() && !record.resolution().isEmpty()) {
            text.paragraph(record.resolution());
        } else if (record.isSolved()) {
            text.paragraph("Closed as resolved; no summary was recorded.");
        } else {
            text.paragraph("Work is still in progress.");
        }
        String fix = record.activeFix();
        if (fix != null && !record.fixWorked()) {
            text.paragraph("Provisional, not verified: " + fix);
        }
    }

    /**
     * For customers: no steps, no names of people or machines beyond what the summary of the
     * problem says.
     */
    private static String plain(SessionRecord record, boolean detailed) {
        String state =
                record.isSolved()
                        ? "This matter is resolved."
                                + (record.resolution().isEmpty()
                                        ? ""
                                        : " " + Markdown.line(record.resolution()))
                        : "We are still working on this and will let you know how it goes on.";
        String checks =
                record.isSolved() || record.tried().isEmpty() || !detailed
                        ? ""
                        : "\n\nSo far "
                                + record.tried().size()
                                + (record.tried().size() == 1 ? " check was" : " checks were")
                                + " made.";
        return "About your request: " + about(record) + "\n\n" + state + checks;
    }

    private static String quick(SessionRecord record) {
        List<String> facts =
                record.facts().stream()
                        .limit(QUICK_FACTS)
                        .map(fact -> Words.cut(fact, 120))
                        .toList();
        return about(record)
                + (facts.isEmpty() ? "" : " Confirmed: " + String.join("; ", facts) + ".")
                + (record.isSolved()
                        ? " Resolved. " + Words.cut(record.resolution(), 160)
                        : " In progress.");
    }

    private static String about(SessionRecord record) {
        return record.problem().isEmpty()
                ? "(not recorded)"
                : Words.firstSentence(record.problem(), 160);
    }
}
