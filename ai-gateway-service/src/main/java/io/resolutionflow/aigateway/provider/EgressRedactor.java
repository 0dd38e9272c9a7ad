package io.resolutionflow.aigateway.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Takes secrets out of every text that leaves the process, and with {@code strict} what names
 * people and machines (contract-ai §5.5). Placeholders are stable in order of appearance; all but
 * secrets are put back into the answer. The map lives for the call only.
 */
@Component
public class EgressRedactor {

    private record Rule(String kind, Pattern pattern, boolean cardNumber) {}

    private static final List<Rule> STANDARD =
            List.of(
                    rule(
                            "secret",
                            "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
                    rule("secret", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
                    rule(
                            "secret",
                            "\\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abp]|AKIA|AIza)[-_A-Za-z0-9]{16,}\\b"),
                    rule("secret", "(?i)(?<=\\bbearer )[A-Za-z0-9._~+/=-]{16,}"),
                    rule(
                            "secret",
                            "(?i)(?<=\\b(?:password|passwort|passwd|pwd|secret|api[ _-]?key|token)\\s{0,2}[:=]\\s{0,2})(?!\\d+\\])[^\\s,;\"']+"),
                    new Rule("secret", Pattern.compile("\\b\\d(?:[ -]?\\d){12,18}\\b"), true),
                    rule(
                            "secret",
                            "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b"));

    private static final List<Rule> STRICT =
            List.of(
                    rule("email", "\\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}\\b"),
                    rule("mac", "\\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\\b"),
                    rule(
                            "ip",
                            "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b|\\b(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}\\b"),
                    rule(
                            "host",
                            "\\b(?:[A-Za-z0-9-]+\\.)+(?:local|lan|internal|corp|com|net|org|io|de|test)\\b"),
                    rule(
                            "host",
                            "\\b(?:PC|WS|LT|NB|SRV|SVR|DC|FS|DESKTOP|LAPTOP)-[A-Za-z0-9-]{2,}\\b"),
                    rule("phone", "(?<![\\w.])\\+?\\d[\\d ()/-]{7,}\\d\\b"));

    /** One call's placeholders. */
    public static final class Session {

        private final List<Rule> rules;
        private final Map<String, String> placeholders = new LinkedHashMap<>();
        private final Map<String, String> originals = new LinkedHashMap<>();
        private final Map<String, Integer> counts = new LinkedHashMap<>();

        private Session(List<Rule> rules) {
            this.rules = rules;
        }

        public String redact(String text) {
            String result = text;
            for (Rule rule : rules) {
                Matcher matcher = rule.pattern().matcher(result);
                result =
                        matcher.replaceAll(match ->
                                rule.cardNumber() && !luhn(match.group())
                                        ? Matcher.quoteReplacement(match.group())
                                        : Matcher.quoteReplacement(
                                                placeholder(rule.kind(), match.group())));
            }
            return result;
        }

        /** Puts back everything but secrets. */
        public String restore(String answer) {
            String result = answer;
            for (var entry : originals.entrySet()) {
                result = result.replace(entry.getKey(), entry.getValue());
            }
            return result;
        }

        private String placeholder(String kind, String original) {
            if (original.startsWith("[") && placeholders.containsValue(original)) {
                return original;
            }
            return placeholders.computeIfAbsent(
                    kind + " " + original,
                    key -> {
                        String name = "[" + kind + ":" + counts.merge(kind, 1, Integer::sum) + "]";
                        if (!kind.equals("secret")) {
                            originals.put(name, original);
                        }
                        return name;
                    });
        }
    }

    /**
     * @param mode {@code standard} or {@code strict}
     */
    public Session open(String mode) {
        var rules = new ArrayList<>(STANDARD);
        if (mode.equals("strict")) {
            rules.addAll(STRICT);
        }
        return new Session(rules);
    }

    private static Rule rule(String kind, String pattern) {
        return new Rule(kind, Pattern.compile(pattern), false);
    }

    private static boolean luhn(String text) {
        int sum = 0;
        boolean twice = false;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                continue;
            }
            int digit = (c - '0') * (twice ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
