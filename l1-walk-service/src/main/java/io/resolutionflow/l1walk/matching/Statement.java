package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.text.Glossary;
import io.resolutionflow.l1walk.text.InputText;
import io.resolutionflow.l1walk.text.Words;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A caller's words as matching sees them (contract-l1 §3.1): the first 1,000 characters, with
 * e-mail addresses, long numbers and addresses of pages replaced, so that none of them reaches the
 * embedder.
 *
 * @param masked what was said, without addresses and numbers
 * @param meaning the same in the library's words: other languages, shorthand and slips put right
 */
public record Statement(String masked, String meaning, String normal, Set<String> words) {

    private static final int LONGEST = 1_000;
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern URL = Pattern.compile("(?i)\\b(https?://|www\\.)\\S+");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d ./-]{4,}\\d");

    public static Statement of(String text) {
        String masked = URL.matcher(InputText.head(text, LONGEST)).replaceAll("web address");
        masked = MAIL.matcher(masked).replaceAll("mail address");
        masked =
                NUMBER.matcher(masked)
                        .replaceAll(m -> digits(m.group()) >= 6 ? "number" : m.group());
        String meaning = Glossary.shipped().english(masked);
        return new Statement(masked, meaning, Words.normal(meaning), Words.content(meaning));
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
