package io.resolutionflow.session.dossier;

import io.resolutionflow.session.dossier.Documentation.Check;
import io.resolutionflow.session.dossier.Documentation.Escalated;
import io.resolutionflow.session.dossier.Documentation.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documentation as Markdown: headings and lists only, from recorded data only. */
final class DocumentationMarkdown {

    private final StringBuilder out = new StringBuilder();

    private DocumentationMarkdown() {}

    static String of(Documentation doc, List<Check> answeredQuestions) {
        return new DocumentationMarkdown().write(doc, answeredQuestions);
    }

    private String write(Documentation doc, List<Check> answeredQuestions) {
        out.append("# ").append(line(doc.title())).append('\n');
        problem(doc);
        list("What we know", doc.facts());
        list(
                "What was done",
                doc.steps().stream().map(step -> pair(step.text(), step.answer())).toList());
        list(
                "Questions answered",
                answeredQuestions.stream()
                        .map(check -> pair(check.text(), check.answer()))
                        .toList());
        list("Checks", doc.checks().stream().map(DocumentationMarkdown::check).toList());
        list("Still open", doc.openQuestions());
        list(
                "Fixes",
                doc.fixes().stream()
                        .map(fix ->
                                pair(
                                        fix.title() + " — " + fix.status().replace('_', ' '),
                                        fix.notes()))
                        .toList());
        list(
                "Lines of work",
                doc.branches().stream()
                        .map(branch ->
                                pair(
                                        branch.label() + " — " + branch.status().replace('_', ' '),
                                        branch.reason()))
                        .toList());
        list("Attachments", doc.attachments());
        if (doc.resolution() != null) {
            resolution(doc.resolution());
        }
        if (doc.escalation() != null) {
            escalation(doc.escalation());
        }
        return out.toString();
    }

    private void problem(Documentation doc) {
        heading("Problem");
        String text =
                doc.problem().summary() == null ? doc.problem().text() : doc.problem().summary();
        out.append(text == null || text.isBlank() ? doc.title() : text.strip()).append('\n');
        String client = doc.triage().clientName();
        String asset = doc.triage().assetName();
        if (client != null || asset != null) {
            out.append('\n').append(client == null ? "" : "Client: " + client + ". ");
            out.append(asset == null ? "" : "Asset: " + asset + ".").append('\n');
        }
        if (doc.ticket() != null && doc.ticket().psaTicketId() != null) {
            out.append("\nTicket: ").append(doc.ticket().psaTicketId()).append('\n');
        }
    }

    private void resolution(Outcome outcome) {
        heading("Resolution");
        out.append(outcome.summary() == null ? "Resolved." : outcome.summary()).append('\n');
        labelled("Root cause", outcome.rootCause());
        labelled("Action", outcome.action());
        list("Recommendations", outcome.recommendations());
    }

    private void escalation(Escalated escalated) {
        heading("Escalation");
        out.append(escalated.reason() == null ? "Handed over to a colleague." : escalated.reason())
                .append('\n');
    }

    private void labelled(String label, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            out.append('\n').append(label).append(": ").append(text.strip()).append('\n');
        }
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            heading(title);
            lines.forEach(text -> out.append("- ").append(line(text)).append('\n'));
        }
    }

    private void heading(String title) {
        out.append("\n## ").append(title).append("\n\n");
    }

    private static String check(Check check) {
        String text =
                check.command() == null
                        ? check.text()
                        : check.text() + " (`" + check.command() + "`)";
        return pair(text, check.answer());
    }

    private static String pair(String text, @Nullable String answer) {
        return answer == null || answer.isBlank() ? text : text + " → " + answer;
    }

    /** One list entry stays one line. */
    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
