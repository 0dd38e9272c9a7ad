package io.resolutionflow.session.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a text who and where it was (contract-sessions §9): by the same rules every time, no
 * model is asked. Better a word too many than a name.
 */
final class Redaction {

    private record Rule(Pattern pattern, String placeholder) {}

    private static final String FILES =
            "exe|dll|sys|msi|ps1|psm1|bat|cmd|vbs|log|txt|csv|json|xml|ini|cfg|conf|reg|pst|ost|edb|evtx|docx?|xlsx?|pptx?|pdf|png|jpe?g|gif|zip|iso|dmp|lnk|url|html?";

    /** In this order: an address ends in something that looks like a host. */
    private static final List<Rule> ALWAYS =
            List.of(
                    new Rule(Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"), "[email]"),
                    new Rule(Pattern.compile("\\\\\\\\[^\\s\\\\,;]+(?:\\\\[^\\s,;]+)*"), "[path]"),
                    new Rule(Pattern.compile("(?i)\\bhttps?://[^\\s)>\"']+"), "[link]"),
                    new Rule(
                            Pattern.compile(
                                    "\\b(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}(?:/\\d{1,2})?\\b"),
                            "[ip]"),
                    new Rule(
                            Pattern.compile("(?i)\\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\\b"),
                            "[mac]"),
                    // two colons together or four of them: a time of day has fewer
                    new Rule(
                            Pattern.compile(
                                    "(?i)(?<![\\w:])(?=[0-9a-f:]*::[0-9a-f]|(?:[0-9a-f]{1,4}:){4})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:/\\d{1,3})?(?![\\w:])"),
                            "[ip]"),
                    new Rule(
                            Pattern.compile(
                                    "(?i)\\b(?:ticket|case|incident|request|vorgang|inc|ref)\\s*(?:no\\.?|nr\\.?|number|id)?\\s*[#:]?\\s*(?=[\\w-]*\\d)[\\w-]{3,}\\b|#\\d{3,}\\b|\\bT\\d{8}\\.\\d{4}\\b"),
                            "[ticket]"),
                    new Rule(
                            Pattern.compile(
                                    "(?i)\\b(?:serial|service tag|s/n|sn|seriennummer|asset tag)\\s*(?:no\\.?|nr\\.?|number)?\\s*[#:]?\\s*(?=[\\w-]*\\d)[\\w-]{4,}\\b"),
                            "[serial]"),
                    new Rule(
                            Pattern.compile(
                                    "(?<!\\w)\\+\\d[\\d\\s./()-]{5,18}\\d\\b|(?<![\\w.])\\(?0\\d{1,5}\\)?(?:[\\s./-]\\d{2,8}){1,4}(?![\\w.])|(?<![\\w.])(?:\\(\\d{3}\\)\\s?|\\d{3}[-.\\s])?\\d{3}[-.\\s]\\d{4}(?![\\w.])"),
                            "[phone]"),
                    new Rule(
                            Pattern.compile(
                                    "(?i)\\b(?!(?:[\\w-]+\\.)+(?:"
                                            + FILES
                                            + ")\\b)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:[a-z]{2,24})\\b"),
                            "[host]"),
                    new Rule(
                            Pattern.compile(
                                    "\\b(?=[A-Za-z0-9-]*\\d)(?=[A-Za-z0-9-]*[A-Z]{2})[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+\\b"),
                            "[host]"),
                    // the unbroken numbers of the trade: two letters or more and four digits or
                    // more
                    new Rule(
                            Pattern.compile(
                                    "\\b(?=(?:\\w*\\d){4})(?=(?:\\w*[A-Z]){2})(?!0x|KB\\d)[A-Z0-9]{8,}\\b"),
                            "[serial]"));

    private final List<Rule> rules = new ArrayList<>();

    /**
     * @param people names; each of their words counts
     */
    Redaction(
            List<String> people,
            @Nullable String client,
            @Nullable String asset,
            @Nullable String ticket) {
        exact(asset, "[asset]");
        exact(client, "[client]");
        exact(ticket, "[ticket]");
        people.stream()
                .flatMap(name -> names(name).stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .forEach(name -> exact(name, "[name]"));
        rules.addAll(ALWAYS);
    }

    @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String redacted = text;
        for (Rule rule : rules) {
            redacted = rule.pattern().matcher(redacted).replaceAll(rule.placeholder());
        }
        return redacted;
    }

    private void exact(@Nullable String words, String placeholder) {
        if (words != null && words.strip().length() >= 2) {
            String flexible = Pattern.quote(words.strip()).replaceAll("\\s+", "\\\\E\\\\s+\\\\Q");
            rules.add(
                    new Rule(
                            Pattern.compile(
                                    "(?iu)(?<![\\p{L}\\p{N}])" + flexible + "(?![\\p{L}\\p{N}])"),
                            placeholder));
        }
    }

    /** The whole name and each of its words of three letters or more. */
    private static List<String> names(String name) {
        var names = new ArrayList<String>(List.of(name.strip()));
        for (String word : name.strip().split("[\\s,.]+")) {
            if (word.length() >= 3
                    && !word.toLowerCase(Locale.ROOT)
                            .matches("the|and|von|van|der|mrs|herr|frau")) {
                names.add(word);
            }
        }
        return names;
    }
}
