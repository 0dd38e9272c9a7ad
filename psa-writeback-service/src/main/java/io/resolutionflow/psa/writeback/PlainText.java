package io.resolutionflow.psa.writeback;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markdown as plain text that reads well in any ticketing system: none can be trusted to render it
 * (contract-psa §9).
 */
final class PlainText {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
    private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*$");
    private static final Pattern LINK =
            Pattern.compile("!?\\[([^\\]\\n]*)]\\((\\S+?)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern BOLD = Pattern.compile("(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\1");
    private static final Pattern ITALIC =
            Pattern.compile("(?<![\\w*])\\*(?=\\S)([^*\\n]+?)(?<=\\S)\\*(?![\\w*])");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private PlainText() {}

    static String of(String markdown) {
        String lines =
                CONTROL.matcher(markdown.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
        var fenced = new boolean[1];
        return lines.lines()
                .filter(line -> !isFence(line, fenced))
                .map(line -> fenced[0] ? line : line(line))
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static boolean isFence(String line, boolean[] fenced) {
        if (FENCE.matcher(line).matches()) {
            fenced[0] = !fenced[0];
            return true;
        }
        return false;
    }

    private static String line(String line) {
        String text = HEADING.matcher(line).replaceFirst("$1");
        text = LINK.matcher(text).replaceAll("$1 ($2)");
        text = BOLD.matcher(text).replaceAll("$2");
        text = ITALIC.matcher(text).replaceAll("$1");
        return CODE.matcher(text).replaceAll("$1").stripTrailing();
    }
}
