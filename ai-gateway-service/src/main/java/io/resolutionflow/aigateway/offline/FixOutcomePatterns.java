package io.resolutionflow.aigateway.offline;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whether a message says how the suggested fix went. Only a proposal: the engineer's own entry
 * makes it an outcome.
 */
final class FixOutcomePatterns {

    private static final Pattern FAILED =
            Pattern.compile(
                    "(?i)\\b(?:did(?:n['’]t| not) (?:help|work|fix|change)|does(?:n['’]t| not) (?:help|work)|still (?:not|the same|fails|failing|broken)|no change|not (?:fixed|solved|resolved|working))");
    private static final Pattern WORKED =
            Pattern.compile(
                    "(?i)\\b(?:(?:it|that|this|everything) (?:works|worked|fixed|solved|helped|is working)|works (?:now|again)|(?:is|are) (?:fixed|solved|resolved)|connects(?: now| again)?)\\b");
    private static final Pattern OVER =
            Pattern.compile(
                    "(?i)\\b(?:works (?:now|again)|working again|fixed|solved|resolved)\\b");
    private static final int LONGEST_REASON = 300;

    private FixOutcomePatterns() {}

    static boolean works(String text) {
        return !FAILED.matcher(text).find() && WORKED.matcher(text).find();
    }

    /** Stricter: "on another device it works" does not say that the matter is over. */
    static boolean worksAgain(String text) {
        return !FAILED.matcher(text).find() && OVER.matcher(text).find();
    }

    static JsonNode proposal(Inputs activeFix, String message) {
        String id = activeFix.text("id", "fix_id");
        boolean failed = FAILED.matcher(message).find();
        if (id.isEmpty() || (!failed && !works(message))) {
            return JsonNodeFactory.instance.nullNode();
        }
        return Draft.object()
                .put("fix_id", id)
                .put("outcome", failed ? "failure" : "success")
                .put("reason", Words.firstSentence(message, LONGEST_REASON));
    }
}
