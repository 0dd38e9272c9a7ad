package io.resolutionflow.aigateway.offline;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Comparing texts by their words: normalised, without the words that say nothing. */
final class Words {

    private static final Set<String> EMPTY =
            Set.of(
                    ("a an and any are as at be been but by can cannot could did do does doesn for from get gets got had has have he her his i if in "
                                    + "into is isn it its just me my no not of on or our out please she so some t s that the their them then there they "
                                    + "this to too up us was we what when where which who will with would you your yes only user users hi hello re ve ll "
                                    + "m don didn won after before again still now since says said say try tried")
                            .split(" "));

    private Words() {}

    /** Lower case, one space between words, no punctuation: for equality of what people see. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    /** Distinct words with a meaning, in order; plural s dropped. */
    static Set<String> content(String text) {
        var words = new LinkedHashSet<String>();
        for (String word : plain(text).split(" ")) {
            if (!word.isEmpty() && !EMPTY.contains(word)) {
                words.add(stem(word));
            }
        }
        return words;
    }

    /** Share of {@code part}'s content words that {@code whole} has too; 0 when it has none. */
    static double covered(String part, Set<String> whole) {
        Set<String> words = content(part);
        long hits = words.stream().filter(whole::contains).count();
        return words.isEmpty() ? 0 : (double) hits / words.size();
    }

    static long hits(String part, Set<String> whole) {
        return content(part).stream().filter(whole::contains).count();
    }

    /** Up to the first end of a sentence, at most {@code limit} characters, cut at a word. */
    static String firstSentence(String text, int limit) {
        String line = text.strip().replaceAll("\\s+", " ");
        var end = java.util.regex.Pattern.compile("[.!?](?= |$)").matcher(line);
        String sentence = end.find() ? line.substring(0, end.end()) : line;
        return cut(sentence, limit);
    }

    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        String head =
                text.substring(
                        0,
                        Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1);
        int space = head.lastIndexOf(' ');
        return (space > limit / 2 ? head.substring(0, space) : head) + "…";
    }

    private static String stem(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
