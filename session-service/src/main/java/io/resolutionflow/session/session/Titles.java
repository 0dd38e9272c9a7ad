package io.resolutionflow.session.session;

import org.jspecify.annotations.Nullable;

/** What a session is called before anybody has named it. */
public final class Titles {

    /** A name that says nothing: nothing was told yet. */
    public static final String NEW_CHAT = "New Chat";

    private static final int AUTOMATIC = 60;

    private Titles() {}

    /** The first characters of what was said, else a name that says nothing. */
    public static String automatic(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NEW_CHAT;
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= AUTOMATIC ? line : line.substring(0, AUTOMATIC).strip();
    }
}
