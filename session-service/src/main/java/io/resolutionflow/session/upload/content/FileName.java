package io.resolutionflow.session.upload.content;

import org.jspecify.annotations.Nullable;

/** A file's name reduced to its last part and to printable characters. */
public final class FileName {

    private static final int LIMIT = 255;
    private static final String NAMELESS = "file";

    private FileName() {}

    public static String of(@Nullable String given) {
        if (given == null) {
            return NAMELESS;
        }
        String last =
                given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        // controls, formats (turning the direction of reading), surrogates, private use, separators
        String printable =
                last.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").replaceAll("\\s+", " ").strip();
        String name = printable.replaceAll("^\\.+", "").strip();
        return name.isEmpty() ? NAMELESS : shortened(name);
    }

    private static String shortened(String name) {
        if (name.length() <= LIMIT) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
        return name.substring(0, LIMIT - ending.length()) + ending;
    }
}
