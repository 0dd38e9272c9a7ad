package io.resolutionflow.session.upload.content;

/** A long text cut to its first and last halves: errors stand at either end of a log. */
public final class Excerpt {

    /** Characters of one file that a model is ever given (contract-sessions §6). */
    public static final int LIMIT = 24_000;

    private static final String GAP = "\n[…]\n";

    private Excerpt() {}

    public static String of(String text) {
        return of(text, LIMIT);
    }

    /** At most {@code limit} characters; no pair of surrogates is torn. */
    public static String of(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int half = (limit - GAP.length()) / 2;
        int end = half - (Character.isHighSurrogate(text.charAt(half - 1)) ? 1 : 0);
        int from = text.length() - half;
        int start = from + (Character.isLowSurrogate(text.charAt(from)) ? 1 : 0);
        return text.substring(0, end) + GAP + text.substring(start);
    }
}
