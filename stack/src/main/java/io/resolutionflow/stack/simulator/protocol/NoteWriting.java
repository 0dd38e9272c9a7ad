package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.desk.Desk;
import io.resolutionflow.stack.simulator.desk.NewNote;
import io.resolutionflow.stack.simulator.desk.Note;
import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.Mode;
import java.time.Duration;
import java.util.Map;

/** Stores a note, and lets the faults in that change its text or hide it for a while. */
public final class NoteWriting {

    private static final Duration HIDDEN_FOR = Duration.ofSeconds(1);
    private static final int KEPT_CHARACTERS = 100;

    private final Desk desk;

    public NoteWriting(Desk desk) {
        this.desk = desk;
    }

    /** What the client wants stored, in the provider's own words. */
    public record Draft(
            long ticketId, String title, String text, Map<String, Object> flags, String author) {}

    public Note store(Draft draft, CallFaults faults) {
        var hiddenFor =
                faults.take(Mode.LATE_VISIBLE)
                        .map(fault -> fault.arguments().millis("ms", HIDDEN_FOR))
                        .orElse(Duration.ZERO);
        return desk.notes()
                .add(
                        new NewNote(
                                draft.ticketId(),
                                draft.title(),
                                draft.text(),
                                stored(draft.text(), faults),
                                draft.flags(),
                                draft.author(),
                                hiddenFor));
    }

    private static String stored(String text, CallFaults faults) {
        var result = text;
        if (faults.take(Mode.HTML_REWRITE).isPresent()) {
            result = asHtml(result);
        }
        if (faults.take(Mode.NEWLINE_TO_SPACE).isPresent()) {
            result = result.replaceAll("\\R", " ");
        }
        var cut = faults.take(Mode.TRUNCATE);
        return cut.isPresent() ? truncated(result, cut.get()) : result;
    }

    private static String asHtml(String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<p>" + escaped.replaceAll("\\R", "<br />\n") + "</p>";
    }

    private static String truncated(String text, Fault fault) {
        return text.substring(
                0, Math.min(text.length(), fault.arguments().number("n", KEPT_CHARACTERS)));
    }
}
