package io.resolutionflow.session.statusupdate;

import io.resolutionflow.session.dossier.Documentation;
import io.resolutionflow.session.statusupdate.StatusUpdate.Audience;
import io.resolutionflow.session.statusupdate.StatusUpdate.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An update built from the record alone, for when a model's answer cannot be used. What goes to a
 * client names no colleague, host or command.
 */
final class UpdateTemplate {

    private static final int FEW = 3;
    private static final int MANY = 12;

    private UpdateTemplate() {}

    /** Subject and text. */
    record Written(@Nullable String subject, String text) {}

    static Written of(
            Documentation doc,
            Audience audience,
            Length length,
            String engineer,
            @Nullable String contact) {
        String text =
                audience == Audience.TICKET_NOTES
                        ? technical(doc, length)
                        : plain(doc, length, audience, engineer, contact);
        String subject =
                audience == Audience.EMAIL_DRAFT
                        ? (isResolved(doc) ? "Resolved: " : "Update: ") + doc.title()
                        : null;
        return new Written(subject, Wording.atMost(text, length.words()));
    }

    private static String technical(Documentation doc, Length length) {
        int most = length == Length.QUICK ? FEW : MANY;
        var lines = new ArrayList<String>();
        lines.add("Status: " + doc.status().replace('_', ' ') + ".");
        lines.add("Problem: " + problem(doc));
        doc.checks().stream()
                .limit(most)
                .forEach(check ->
                        lines.add(
                                "Check: "
                                        + check.text()
                                        + (check.command() == null
                                                ? ""
                                                : " (`" + check.command() + "`)")
                                        + (check.answer() == null ? "" : " → " + check.answer())));
        doc.facts().stream().limit(most).forEach(fact -> lines.add("Known: " + fact));
        doc.openQuestions().stream().limit(most).forEach(open -> lines.add("Open: " + open));
        if (doc.resolution() != null && doc.resolution().summary() != null) {
            lines.add("Resolution: " + doc.resolution().summary());
        }
        return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }

    private static String plain(
            Documentation doc,
            Length length,
            Audience audience,
            String engineer,
            @Nullable String contact) {
        var text = new ArrayList<String>();
        if (audience == Audience.EMAIL_DRAFT) {
            text.add(contact == null ? "Hello," : "Hello " + contact + ",");
        }
        text.add("this is an update on your request \u201c" + doc.title() + "\u201d.");
        if (isResolved(doc)) {
            text.add(
                    "We consider the matter settled. Please tell us if you still notice anything.");
        } else {
            text.add(
                    doc.status().equals("active")
                            ? "We are working on it."
                            : doc.status().equals("abandoned")
                                    ? "Work on it has ended."
                                    : "A colleague is going to continue with it.");
            if (length == Length.DETAILED && !doc.checks().isEmpty()) {
                text.add(
                        "So far we have made "
                                + doc.checks().size()
                                + (doc.checks().size() == 1 ? " check." : " checks."));
            }
            text.add("We will get back to you as soon as there is news.");
        }
        if (audience == Audience.EMAIL_DRAFT) {
            text.addAll(List.of("Kind regards", engineer));
        }
        return String.join("\n\n", text);
    }

    private static String problem(Documentation doc) {
        String summary = doc.problem().summary();
        return summary == null || summary.isBlank() ? doc.title() : summary;
    }

    private static boolean isResolved(Documentation doc) {
        return doc.status().equals("resolved");
    }
}
