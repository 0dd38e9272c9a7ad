package io.resolutionflow.psa.connector;

/** A text no longer than allowed; a character of two halves is never cut in two. */
public final class Excerpt {

    private Excerpt() {}

    /** The text, or its beginning and an ellipsis, which counts. */
    public static String of(String text, int longest) {
        return text.length() <= longest ? text : beginning(text, longest - 1) + "…";
    }

    /** At most so many characters of the text's beginning. */
    public static String beginning(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean halves = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, halves ? longest - 1 : longest);
    }
}
