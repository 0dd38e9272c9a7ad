package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.connector.Excerpt;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sentence that says what a text is about: never a heading while there is a sentence
 * (contract-psa §7, KD-32).
 */
final class Summary {

    private static final int LONGEST = 500;
    private static final Pattern HASHES = Pattern.compile("^\\s{0,3}#{1,6}(\\s.*|$)");
    private static final Pattern UNDERLINE = Pattern.compile("^\\s{0,3}(=+|-+)\\s*$");
    private static final Pattern BOLD_ONLY =
            Pattern.compile("^\\s*(\\*\\*|__)(?!\\s)(.+?)(?<!\\s)\\1:?\\s*$");
    private static final Pattern MARKS =
            Pattern.compile("^\\s*(?:>\\s?|[-*+•]\\s+|\\d{1,3}[.)]\\s+|\\[[ xX]]\\s+)+");
    private static final Pattern SENTENCE = Pattern.compile("^.*?[.!?](?=\\s|$)");

    private Summary() {}

    /**
     * @param given what the person wrote; null or blank → derived from the text, which is not blank
     */
    static String of(@Nullable String given, String markdown) {
        return given == null || given.isBlank() ? derive(markdown) : given.strip();
    }

    static String derive(String markdown) {
        List<String> lines = markdown.lines().toList();
        String heading = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean underlined =
                    i + 1 < lines.size() && UNDERLINE.matcher(lines.get(i + 1)).matches();
            if (line.isBlank() || UNDERLINE.matcher(line).matches()) {
                continue;
            }
            if (HASHES.matcher(line).matches() || underlined || BOLD_ONLY.matcher(line).matches()) {
                heading = heading == null ? withoutHeadingMarks(line) : heading;
                continue;
            }
            String text = PlainText.of(MARKS.matcher(line).replaceFirst("")).strip();
            if (!text.isEmpty()) {
                return cut(firstSentence(text));
            }
        }
        return cut(heading == null || heading.isEmpty() ? markdown.strip() : heading);
    }

    private static String firstSentence(String line) {
        Matcher sentence = SENTENCE.matcher(line);
        return sentence.find() ? sentence.group() : line;
    }

    private static String withoutHeadingMarks(String line) {
        return PlainText.of(
                        line.replaceFirst("^\\s*#{1,6}\\s*", "").replaceFirst("\\s*#*\\s*$", ""))
                .strip();
    }

    /** At a word, with an ellipsis that counts. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int space = text.lastIndexOf(' ', LONGEST - 1);
        return Excerpt.beginning(text, space > 0 ? space : LONGEST - 1).stripTrailing() + "…";
    }
}
