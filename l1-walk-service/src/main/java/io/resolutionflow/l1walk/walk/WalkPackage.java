package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.HandOffText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts a walk is handed on or closed with: made by template, no AI (contract-l1 §13). */
public final class WalkPackage {

    private WalkPackage() {}

    /**
     * Problem, Customer, What was checked, Where it stopped, Hand off to and what to include,
     * Notes.
     */
    public static String escalation(WalkTrail trail) {
        var text = new StringBuilder();
        problem(text, trail.walk());
        path(text, trail.live());
        stopped(text, trail.node());
        handOff(text, trail.node());
        notes(text, trail.walk().notes());
        return text.toString().strip();
    }

    /** The same evidence with the result in place of the hand-over. */
    public static String resolution(WalkTrail trail, String resolutionNotes) {
        var text = new StringBuilder();
        problem(text, trail.walk());
        path(text, trail.live());
        section(text, "Resolution", resolutionNotes);
        notes(text, trail.walk().notes());
        return text.toString().strip();
    }

    public static HandOffText handOff(WalkTrail trail) {
        NodeView node = trail.node();
        return HandOffText.of(
                node != null && node.type().equals("escalate") ? node.detail() : null);
    }

    private static void problem(StringBuilder text, Walk walk) {
        section(text, "Problem", walk.call().problemText());
        String name = walk.call().customerName();
        String contact = walk.call().customerContact();
        if (name != null || contact != null) {
            section(
                    text,
                    "Customer",
                    String.join(
                            ", ",
                            java.util.stream.Stream.of(name, contact)
                                    .filter(p -> p != null)
                                    .toList()));
        }
    }

    private static void path(StringBuilder text, List<PathEntry> live) {
        if (live.isEmpty()) {
            section(text, "What was checked", "Nothing was checked step by step.");
            return;
        }
        var lines = new StringBuilder();
        int number = 1;
        for (PathEntry entry : live) {
            lines.append(number++)
                    .append(". ")
                    .append(oneLine(entry.question()))
                    .append(" **")
                    .append(oneLine(entry.answerLabel()))
                    .append("**");
            if (entry.l1Note() != null) {
                lines.append(" (").append(oneLine(entry.l1Note())).append(")");
            }
            lines.append("\n");
        }
        section(text, "What was checked", lines.toString().strip());
    }

    private static void stopped(StringBuilder text, @Nullable NodeView node) {
        section(text, "Where it stopped", node == null ? "No step was open." : node.text());
    }

    private static void handOff(StringBuilder text, @Nullable NodeView node) {
        HandOffText handOff =
                HandOffText.of(
                        node != null && node.type().equals("escalate") ? node.detail() : null);
        if (handOff.handOffTo() != null) {
            section(text, "Hand off to", handOff.handOffTo());
        }
        if (handOff.include() != null) {
            section(text, "Include", handOff.include());
        }
    }

    private static void notes(StringBuilder text, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        notes.forEach(note ->
                lines.append("- ")
                        .append(oneLine(note.text()))
                        .append(" (")
                        .append(note.authorName())
                        .append(")\n"));
        section(text, "Notes", lines.toString().strip());
    }

    private static void section(StringBuilder text, String title, String body) {
        text.append("## ").append(title).append("\n").append(body).append("\n\n");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
