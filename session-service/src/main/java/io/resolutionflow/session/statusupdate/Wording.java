package io.resolutionflow.session.statusupdate;

import java.util.regex.Pattern;

/** Rules every update keeps, whoever wrote it. */
final class Wording {

    private static final Pattern SOLVED =
            Pattern.compile(
                    "(?i)\\b(?:is|are|was|were|has been|have been|been|now|successfully)\\s+(?:now\\s+|fully\\s+|completely\\s+|successfully\\s+)*(?:resolved|fixed|solved|repaired|sorted out)\\b"
                            + "|\\bwe(?:'ve| have)?\\s+(?:now\\s+|successfully\\s+)?(?:resolved|fixed|solved)\\b");

    private static final Pattern DENIED =
            Pattern.compile(
                    "(?i)\\b(?:not|never|until|once|when|if|as soon as|unless|before)\\b[^.!?\\n]{0,60}$");

    private Wording() {}

    /** Whether a text says of an open matter that it is over. */
    static boolean claimsSolved(String text) {
        var found = SOLVED.matcher(text);
        while (found.find()) {
            String before = text.substring(Math.max(0, found.start() - 80), found.start());
            boolean denied =
                    DENIED.matcher(before).find()
                            || found.group().toLowerCase(java.util.Locale.ROOT).contains("not ");
            if (!denied) {
                return true;
            }
        }
        return false;
    }

    /** At most so many words, ending with a sentence where one ends in the second half. */
    static String atMost(String text, int words) {
        var word = Pattern.compile("\\S+").matcher(text);
        int end = 0;
        int count = 0;
        while (word.find()) {
            if (++count > words) {
                String cut = text.substring(0, end);
                int sentence =
                        Math.max(
                                Math.max(cut.lastIndexOf(". "), cut.lastIndexOf(".\n")),
                                cut.lastIndexOf('\n'));
                return sentence > cut.length() / 2
                        ? cut.substring(0, sentence + 1).strip()
                        : cut.strip() + " …";
            }
            end = word.end();
        }
        return text.strip();
    }
}
