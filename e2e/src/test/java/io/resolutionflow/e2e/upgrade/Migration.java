package io.resolutionflow.e2e.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One migration as its statements: without comments, bodies of functions and texts. */
record Migration(List<Statement> statements) {

    /**
     * @param sql in small letters, single spaces
     * @param contract why it may break a rule, as the comment {@code -- contract: …} before it
     *     says; empty without one
     */
    record Statement(String sql, String contract) {}

    /** Whichever begins first hides the others: an apostrophe in a comment begins no text. */
    private static final Pattern HIDING =
            Pattern.compile(
                    "(--[^\n]*|/\\*.*?\\*/)|\\$(\\w*)\\$.*?\\$\\2\\$|'(?:[^']|'')*'",
                    Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CONTRACT = Pattern.compile("--\\s*contract:\\s*(\\S[^\n]*)");

    Migration {
        statements = List.copyOf(statements);
    }

    static Migration of(String file) {
        var statements = new ArrayList<Statement>();
        for (String part : visible(file).split(";")) {
            String sql = COMMENT.matcher(part).replaceAll(" ");
            String plain = sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            if (!plain.isEmpty()) {
                var contract = CONTRACT.matcher(part);
                statements.add(new Statement(plain, contract.find() ? contract.group(1) : ""));
            }
        }
        return new Migration(statements);
    }

    /** A semicolon inside of a comment, a body or a text ends no statement. */
    private static String visible(String file) {
        return HIDING.matcher(file)
                .replaceAll(hiding -> {
                    String comment = hiding.group(1);
                    return comment == null
                            ? "''"
                            : Matcher.quoteReplacement(comment.replace(";", ","));
                });
    }
}
