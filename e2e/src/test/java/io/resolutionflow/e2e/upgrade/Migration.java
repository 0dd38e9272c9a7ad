package io.resolutionflow.e2e.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One migration as its statements: without comments, bodies of functions and texts. */
record Migration(List<Statement> statements) {

    /**
     * @param sql in small letters, single spaces
     * @param contract why it may break a rule, as the comment {@code -- contract: …} before it
     *     says; empty without one
     */
    record Statement(String sql, String contract) {}

    private static final Pattern BODY = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CONTRACT = Pattern.compile("--\\s*contract:\\s*(\\S[^\n]*)");

    Migration {
        statements = List.copyOf(statements);
    }

    static Migration of(String file) {
        // a semicolon inside of these ends no statement
        String text = TEXT.matcher(BODY.matcher(file).replaceAll("''")).replaceAll("''");
        var statements = new ArrayList<Statement>();
        for (String part : withoutSemicolonsInComments(text).split(";")) {
            String sql = COMMENT.matcher(part).replaceAll(" ");
            String plain = sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            if (!plain.isEmpty()) {
                var contract = CONTRACT.matcher(part);
                statements.add(new Statement(plain, contract.find() ? contract.group(1) : ""));
            }
        }
        return new Migration(statements);
    }

    private static String withoutSemicolonsInComments(String text) {
        return COMMENT.matcher(text)
                .replaceAll(comment ->
                        comment.group().replace(";", ",").replace("\\", "").replace("$", ""));
    }
}
