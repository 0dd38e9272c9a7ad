package io.resolutionflow.aigateway.offline;

import java.util.List;

/** Writes sections and lists, cut to what a note may hold. */
final class Markdown {

    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 400;

    private final StringBuilder text = new StringBuilder();

    Markdown heading(String title) {
        text.append(text.isEmpty() ? "" : "\n\n").append("## ").append(title);
        return this;
    }

    Markdown paragraph(String paragraph) {
        if (!paragraph.isBlank()) {
            text.append(text.isEmpty() ? "" : "\n\n").append(paragraph.strip());
        }
        return this;
    }

    /** A list; when it is empty, the sentence that says so. */
    Markdown list(List<String> lines, String otherwise) {
        if (lines.isEmpty()) {
            return paragraph(otherwise);
        }
        text.append("\n");
        lines.stream().limit(MOST_LINES).forEach(line -> text.append("\n- ").append(line(line)));
        if (lines.size() > MOST_LINES) {
            text.append("\n- and ").append(lines.size() - MOST_LINES).append(" more in the record");
        }
        return this;
    }

    static String line(String line) {
        return Words.cut(line.strip().replaceAll("\\s+", " "), LONGEST_LINE);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
