package io.resolutionflow.handoff;

/** Shortens texts. */
public final class Cut {

    private Cut() {}

    /** The first {@code longest} characters at most; a character of two halves stays whole. */
    public static String to(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean halves = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, halves ? longest - 1 : longest);
    }
}
