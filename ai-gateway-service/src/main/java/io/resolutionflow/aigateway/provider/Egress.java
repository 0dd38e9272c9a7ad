package io.resolutionflow.aigateway.provider;

import io.resolutionflow.aigateway.provider.EgressRedactor.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Everything a model reads passes here, and its answer on the way back. Placeholders are numbered
 * in order of appearance; all but secrets are put back. The map lives for one attempt, in memory
 * only.
 */
@Component
public class Egress {

    private static final String SECRET = "secret";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[a-z]{2,8}:\\d{1,6}]");
    private static final int LONGEST_PLACEHOLDER = 18;

    private final List<EgressRedactor> redactors;

    /**
     * @param redactors in their order
     */
    public Egress(List<EgressRedactor> redactors) {
        this.redactors = List.copyOf(redactors);
    }

    /** A hook failed, so nothing may be sent. */
    public static class RedactionFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RedactionFailed(RuntimeException cause) {
            // neither message nor trace of the cause: both may quote the text
            super("redaction failed: " + cause.getClass().getName(), null, false, false);
        }
    }

    /**
     * @param mode {@code standard} or {@code strict}
     */
    public Session open(String mode) {
        return new Session(mode);
    }

    /** One attempt's placeholders. */
    public final class Session {

        private final String mode;
        private final Map<String, String> placeholders = new LinkedHashMap<>();
        private final Map<String, String> originals = new LinkedHashMap<>();

        private Session(String mode) {
            this.mode = mode;
        }

        /**
         * @throws RedactionFailed when a hook fails
         */
        public String redact(String text) {
            List<Finding> found = found(text);
            if (found.isEmpty()) {
                return text;
            }
            var result = new StringBuilder(text.length());
            int at = 0;
            for (Finding finding : found) {
                result.append(text, at, finding.start())
                        .append(
                                placeholder(
                                        finding.kind(),
                                        text.substring(finding.start(), finding.end())));
                at = finding.end();
            }
            return result.append(text, at, text.length()).toString();
        }

        private List<Finding> found(String text) {
            var kept = new ArrayList<Finding>();
            try {
                for (EgressRedactor redactor : redactors) {
                    for (Finding finding : redactor.find(text, mode)) {
                        if (kept.stream().noneMatch(other -> overlap(other, finding))) {
                            kept.add(finding);
                        }
                    }
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new RedactionFailed(
                        e instanceof RuntimeException fault
                                ? fault
                                : new IllegalStateException("too deep"));
            }
            kept.sort(Comparator.comparingInt(Finding::start));
            return kept;
        }

        private String placeholder(String kind, String original) {
            return placeholders.computeIfAbsent(
                    kind + " " + original,
                    key -> {
                        String name = "[" + kind + ":" + (placeholders.size() + 1) + "]";
                        if (!kind.equals(SECRET)) {
                            originals.put(name, original);
                        }
                        return name;
                    });
        }

        /**
         * @param inJson whether what is put back stands inside JSON strings
         */
        public Answer answer(boolean inJson) {
            return new Answer(originals, inJson);
        }
    }

    /**
     * An answer as it comes, with the originals put back, also where a chunk ends in the middle.
     */
    public static final class Answer {

        private final Map<String, String> originals;
        private final boolean inJson;
        private String held = "";

        private Answer(Map<String, String> originals, boolean inJson) {
            this.originals = originals;
            this.inJson = inJson;
        }

        /** What of the answer can be told so far; it may be nothing. */
        public String piece(String next) {
            if (originals.isEmpty()) {
                return next;
            }
            String text = held + next;
            int open = text.lastIndexOf('[');
            boolean maybeCut =
                    open >= 0
                            && text.indexOf(']', open) < 0
                            && text.length() - open < LONGEST_PLACEHOLDER;
            int end = maybeCut ? open : text.length();
            held = text.substring(end);
            return restored(text.substring(0, end));
        }

        /** What was held back, at the end. */
        public String rest() {
            String last = restored(held);
            held = "";
            return last;
        }

        private String restored(String text) {
            if (originals.isEmpty() || text.indexOf('[') < 0) {
                return text;
            }
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(match -> {
                        String original = originals.get(match.group());
                        return Matcher.quoteReplacement(
                                original == null
                                        ? match.group()
                                        : inJson ? escaped(original) : original);
                    });
        }

        private static String escaped(String text) {
            var result = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    result.append('\\').append(c);
                } else if (c < ' ') {
                    result.append(String.format("\\u%04x", (int) c));
                } else {
                    result.append(c);
                }
            }
            return result.toString();
        }
    }

    private static boolean overlap(Finding one, Finding other) {
        return one.start() < other.end() && other.start() < one.end();
    }
}
