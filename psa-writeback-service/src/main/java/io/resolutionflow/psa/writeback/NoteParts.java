package io.resolutionflow.psa.writeback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as the notes that carry it: one, or several where it is longer than a note may be. Nothing
 * is ever cut off.
 */
final class NoteParts {

    /** Room for marker, part number and line breaks. */
    private static final int MARKER_ROOM = 40;

    private NoteParts() {}

    static List<String> of(String plain, @Nullable String signature, String marker, int maxLength) {
        String signed = signature == null ? plain : plain + "\n\n" + signature;
        String whole = signed + "\n" + Marker.line(marker, 1, 1);
        if (whole.length() <= maxLength) {
            return List.of(whole);
        }
        List<String> pieces = split(signed, maxLength - MARKER_ROOM);
        var parts = new ArrayList<String>();
        for (int i = 0; i < pieces.size(); i++) {
            parts.add(pieces.get(i) + "\n" + Marker.line(marker, i + 1, pieces.size()));
        }
        return List.copyOf(parts);
    }

    private static List<String> split(String text, int room) {
        var pieces = new ArrayList<String>();
        String rest = text;
        while (rest.length() > room) {
            int end = cutBefore(rest, room);
            pieces.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /** Between paragraphs if there are any, else between lines, words, characters. */
    private static int cutBefore(String text, int room) {
        for (String gap : List.of("\n\n", "\n", " ")) {
            int at = text.lastIndexOf(gap, room - gap.length());
            if (at > 0) {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(room)) ? room - 1 : room;
    }
}
