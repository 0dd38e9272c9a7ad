package io.resolutionflow.aigateway.provider;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What can be told by its form: {@code standard} takes secrets, card numbers and IBANs, {@code
 * strict} what names people and machines as well. Patterns are written without nested repetition,
 * so that no text makes them slow.
 */
@Component
@Order(100)
public class PatternRedactor implements EgressRedactor {

    private static final String SECRET = "secret";

    /**
     * @param group of the pattern that is taken out, 0 = all of it
     * @param holds a check the pattern cannot make, such as a checksum
     */
    private record Rule(String kind, Pattern pattern, int group, Predicate<String> holds) {}

    private static final List<Rule> STANDARD =
            List.of(
                    rule(
                            SECRET,
                            "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)"),
                    rule(
                            SECRET,
                            "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
                    rule(
                            SECRET,
                            "\\b(?:sk|pk|rk)[-_](?:[A-Za-z0-9]{1,12}[-_]){0,3}[-_A-Za-z0-9]{16,}"),
                    rule(
                            SECRET,
                            "\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|npm_|dop_v1_|hf_|SG\\.|ya29\\.|shpat_|lin_api_|key-)[-_.A-Za-z0-9]{16,}"),
                    rule(SECRET, "\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\\b"),
                    rule(SECRET, "\\bAIza[-_A-Za-z0-9]{30,}"),
                    group(SECRET, "(?i)\\b(?:bearer|basic)\\s+([A-Za-z0-9._~+/-]{16,}={0,2})"),
                    // a label, and what follows it: in JSON, in an address, in plain words
                    group(
                            SECRET,
                            "(?i)(?:\\b|_)(?:password|passwort|passwd|passphrase|kennwort|pwd|secret|client[ _-]?secret|api[ _-]?key|access[ _-]?key|auth[ _-]?token|access[ _-]?token|refresh[ _-]?token|token)[\"']?\\s{0,3}(?:[:=]|\\bis\\b(?!\\s+(?:not|no|wrong|correct|expired|invalid|required|incorrect|set|reset|the|a|too|being|still)\\b))\\s{0,3}[\"']?([^\\s,;\"'<>\\[\\]{}]{4,200})"),
                    group(
                            SECRET,
                            "(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@]{1,100}:([^\\s:/@]{3,100})@"),
                    new Rule(
                            "card",
                            Pattern.compile("(?<![\\w.+-])\\d(?:[ -]?\\d){12,18}(?![\\w-])"),
                            0,
                            PatternRedactor::isCard),
                    new Rule(
                            "iban",
                            Pattern.compile(
                                    "\\b[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?\\b"),
                            0,
                            PatternRedactor::isIban));

    private static final List<Rule> STRICT =
            List.of(
                    rule(
                            "email",
                            "[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}"),
                    rule(
                            "mac",
                            "(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])"),
                    rule("mac", "\\b[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\b"),
                    new Rule(
                            "ip",
                            Pattern.compile("(?<![\\d.])(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\.?\\d)"),
                            0,
                            PatternRedactor::isIpv4),
                    new Rule(
                            "ip",
                            Pattern.compile(
                                    "(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:])"),
                            0,
                            PatternRedactor::isIpv6),
                    rule(
                            "host",
                            "(?i)(?<![\\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}(?:local|lan|internal|intern|corp|home|test|com|net|org|io|de|at|ch|eu|uk|us|cloud)(?![\\w-]|\\.[a-z0-9])"),
                    rule(
                            "host",
                            "(?<![\\w-])(?:PC|WS|LT|NB|SRV|SVR|DC|FS|DESKTOP|LAPTOP|CLIENT|SERVER|PRN|SW|AP|FW)-(?=[A-Za-z0-9-]{0,30}\\d)[A-Za-z0-9-]{2,31}"),
                    new Rule(
                            "phone",
                            Pattern.compile(
                                    "(?<![\\w.:/+-])(?:\\+|00|\\(?0)?[1-9(]?[\\d ()/.-]{6,20}\\d(?![\\w:/.-]*\\d)"),
                            0,
                            PatternRedactor::isPhone));

    @Override
    public List<Finding> find(String text, String mode) {
        var found = new ArrayList<Finding>();
        STANDARD.forEach(rule -> apply(rule, text, found));
        if (mode.equals("strict")) {
            STRICT.forEach(rule -> apply(rule, text, found));
        }
        return found;
    }

    private static void apply(Rule rule, String text, List<Finding> found) {
        Matcher matcher = rule.pattern().matcher(text);
        while (matcher.find()) {
            String match = matcher.group(rule.group());
            if (rule.holds().test(match)) {
                found.add(
                        new Finding(
                                rule.kind(),
                                matcher.start(rule.group()),
                                matcher.end(rule.group())));
            }
        }
    }

    private static Rule rule(String kind, String pattern) {
        return new Rule(kind, Pattern.compile(pattern), 0, match -> true);
    }

    private static Rule group(String kind, String pattern) {
        return new Rule(kind, Pattern.compile(pattern), 1, match -> true);
    }

    private static boolean isCard(String text) {
        String digits = text.replaceAll("\\D", "");
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = (digits.charAt(i) - '0') * (twice ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            twice = !twice;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1;
    }

    private static boolean isIban(String text) {
        String iban = text.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
        if (iban.length() < 15 || iban.length() > 34) {
            return false;
        }
        var digits = new StringBuilder();
        String turned = iban.substring(4) + iban.substring(0, 4);
        for (int i = 0; i < turned.length(); i++) {
            digits.append(Character.getNumericValue(turned.charAt(i)));
        }
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static boolean isIpv4(String text) {
        for (String part : text.split("\\.")) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String text) {
        int groups = text.split(":", -1).length;
        boolean shortened = text.contains("::");
        // a clock time has two or three groups of digits and no gap
        return text.indexOf("::") == text.lastIndexOf("::")
                && (shortened ? groups <= 8 && text.length() > 3 : groups == 8);
    }

    private static boolean isPhone(String text) {
        String digits = text.replaceAll("\\D", "");
        boolean international = text.startsWith("+") || text.startsWith("00");
        boolean national = text.startsWith("0") || text.startsWith("(");
        boolean grouped = text.matches("[1-9]\\d{2}[ .-]\\d{3}[ .-]\\d{4}");
        return digits.length() >= 8
                && digits.length() <= 15
                && (international || national || grouped)
                && !text.matches("\\d{4}-\\d{2}-\\d{2}.*");
    }
}
