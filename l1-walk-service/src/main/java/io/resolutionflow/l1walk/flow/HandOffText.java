package io.resolutionflow.l1walk.flow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * "Hand off to: … Include: …" of an escalate leaf, read apart (contract-l1 §4.3).
 *
 * @param priority {@code high} when the text asks for it, else {@code normal}
 */
public record HandOffText(@Nullable String handOffTo, @Nullable String include, String priority) {

    private static final Pattern PARTS =
            Pattern.compile("(?s)Hand off to:\\s*(.*?)(?:\\s*Include:\\s*(.*))?$");
    private static final Pattern HIGH = Pattern.compile("(?i)high priority");

    public static HandOffText of(@Nullable String detail) {
        if (detail == null) {
            return new HandOffText(null, null, "normal");
        }
        String priority = HIGH.matcher(detail).find() ? "high" : "normal";
        Matcher parts = PARTS.matcher(detail.strip());
        return parts.find()
                ? new HandOffText(sentence(parts.group(1)), sentence(parts.group(2)), priority)
                : new HandOffText(null, null, priority);
    }

    private static @Nullable String sentence(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
