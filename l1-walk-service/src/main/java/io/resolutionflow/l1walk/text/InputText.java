package io.resolutionflow.l1walk.text;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The one way a string of a person enters the service (contract-l1 §1): NFC, no control characters
 * but tab and newline, trimmed.
 */
public final class InputText {

    private InputText() {}

    /** The cleaned text, or null when nothing is left of it: blank counts as missing. */
    public static @Nullable String clean(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        var kept = new StringBuilder(raw.length());
        Normalizer.normalize(raw, Normalizer.Form.NFC)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\t')
                .forEach(kept::appendCodePoint);
        String text = kept.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /** Length as the contract counts it. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most {@code max} code points of the text. */
    public static String head(String text, int max) {
        return length(text) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
