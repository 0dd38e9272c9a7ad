package io.resolutionflow.l1walk.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a caller's words into the words the library is written in: other languages word by word,
 * the desk's shorthand, and typing errors of the words that matter ({@code
 * matching/glossary.json}). The embedding model knows English only, so this is what lets a German
 * printer be found.
 */
public final class Glossary {

    private static final String FILE = "/matching/glossary.json";
    private static final String ENGLISH = "en";
    private static final int SHORTEST_TYPO = 5;
    private static final int LONG_WORD = 8;
    private static final int SHORTEST_PART = 4;
    private static final Glossary SHIPPED = load();

    private final Map<String, Language> languages;
    private final Map<String, String> shorthand;
    private final Set<String> vocabulary;
    private final Set<String> alsoEnglish;
    private final Set<String> leftAlone;
    private final Map<Pattern, String> phrases = new LinkedHashMap<>();
    private final Map<Integer, List<String>> byLength = new HashMap<>();

    record Language(Set<String> markers, Map<String, String> words) {}

    /**
     * @param phrases several words at once, in the order of the file
     * @param alsoEnglish words of a language map that say nothing about the language of a text
     * @param leftAlone English words that would pass for a slip of a word that matters
     */
    private record File(
            Map<String, Language> languages,
            Map<String, String> phrases,
            Map<String, String> shorthand,
            Set<String> vocabulary,
            Set<String> alsoEnglish,
            Set<String> leftAlone) {}

    private Glossary(File file) {
        this.languages = file.languages();
        this.shorthand = file.shorthand();
        this.vocabulary = new HashSet<>(file.vocabulary());
        this.alsoEnglish = file.alsoEnglish();
        this.leftAlone = file.leftAlone();
        file.phrases()
                .forEach((said, meant) ->
                        phrases.put(
                                Pattern.compile("(?<![a-z0-9])" + said + "(?![a-z0-9])"), meant));
        vocabulary.stream()
                .sorted()
                .forEach(word ->
                        byLength.computeIfAbsent(word.length(), n -> new ArrayList<>()).add(word));
    }

    public static Glossary shipped() {
        return SHIPPED;
    }

    private static Glossary load() {
        try (var in = Objects.requireNonNull(Glossary.class.getResourceAsStream(FILE))) {
            return new Glossary(JsonMapper.builder().build().readValue(in, File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text in the library's words; unchanged when there is nothing to change. */
    public String english(String text) {
        List<String> words = Words.all(text);
        Map<String, String> foreign = words(words);
        var plain = new ArrayList<String>();
        for (String word : words) {
            String other = foreign.isEmpty() ? corrected(word) : translated(word, foreign);
            if (!other.isEmpty()) {
                plain.add(other);
            }
        }
        String meant = String.join(" ", plain);
        for (var phrase : phrases.entrySet()) {
            meant = phrase.getKey().matcher(meant).replaceAll(phrase.getValue());
        }
        return meant.isEmpty() || meant.equals(String.join(" ", words)) ? text : meant;
    }

    /** Words of the language most of the text is in; none for English. */
    private Map<String, String> words(List<String> words) {
        String best =
                languages.keySet().stream()
                        .sorted()
                        .max(
                                Comparator.comparingInt((String key) -> score(key, words))
                                        .thenComparing(key -> key.equals(ENGLISH)))
                        .orElse(ENGLISH);
        return best.equals(ENGLISH) || score(best, words) < 2
                ? Map.of()
                : Objects.requireNonNull(languages.get(best)).words();
    }

    /** A word that is English too counts as little as the small words all texts are full of. */
    private int score(String key, List<String> words) {
        Language language = Objects.requireNonNull(languages.get(key));
        boolean english = key.equals(ENGLISH);
        return words.stream()
                .mapToInt(word -> {
                    boolean shared = isEnglishToo(word);
                    if (language.words().containsKey(word) && !shared) {
                        return 2;
                    }
                    boolean known =
                            english
                                    ? shared || vocabulary.contains(word)
                                    : language.words().containsKey(word);
                    return known || language.markers().contains(word) ? 1 : 0;
                })
                .sum();
    }

    private boolean isEnglishToo(String word) {
        return alsoEnglish.contains(word) || vocabulary.contains(word);
    }

    private String translated(String word, Map<String, String> foreign) {
        String known = foreign.get(word);
        if (known == null) {
            // umlauts written out
            known = foreign.get(word.replace("ae", "a").replace("oe", "o").replace("ue", "u"));
        }
        if (known == null) {
            known = compound(word, foreign);
        }
        return known == null ? corrected(word) : known;
    }

    /** Two known words written as one, with or without an s between them. */
    private static @Nullable String compound(String word, Map<String, String> foreign) {
        for (int at = word.length() - SHORTEST_PART; at >= SHORTEST_PART; at--) {
            String first = foreign.get(word.substring(0, at));
            String rest = word.substring(at);
            String second =
                    foreign.getOrDefault(
                            rest, rest.startsWith("s") ? foreign.get(rest.substring(1)) : null);
            if (first != null && second != null) {
                return first + " " + second;
            }
        }
        return null;
    }

    private String corrected(String word) {
        String meant = shorthand.get(word);
        if (meant != null) {
            return meant;
        }
        boolean kept =
                vocabulary.contains(word)
                        || leftAlone.contains(word)
                        || word.length() < SHORTEST_TYPO - 1;
        String near = kept ? null : near(word);
        return near == null ? word : near;
    }

    /**
     * The one word that matters and differs by a slip: a letter lost, doubled or swapped with its
     * neighbour; in long words also a wrong one. Other words are left alone, because most of what
     * looks like a slip of a short word is another word.
     */
    private @Nullable String near(String word) {
        for (int length = word.length() - 1; length <= word.length() + 1; length++) {
            for (String candidate : byLength.getOrDefault(length, List.of())) {
                if (candidate.length() >= SHORTEST_TYPO
                        && candidate.charAt(0) == word.charAt(0)
                        && isSlip(word, candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static boolean isSlip(String word, String meant) {
        if (word.length() == meant.length()) {
            int first = -1;
            int differing = 0;
            for (int i = 0; i < word.length(); i++) {
                if (word.charAt(i) != meant.charAt(i)) {
                    first = first < 0 ? i : first;
                    differing++;
                }
            }
            boolean swapped =
                    differing == 2
                            && first + 1 < word.length()
                            && word.charAt(first) == meant.charAt(first + 1)
                            && word.charAt(first + 1) == meant.charAt(first);
            return swapped || (differing == 1 && word.length() >= LONG_WORD);
        }
        String longer = word.length() > meant.length() ? word : meant;
        String shorter = word.length() > meant.length() ? meant : word;
        int i = 0;
        while (i < shorter.length() && shorter.charAt(i) == longer.charAt(i)) {
            i++;
        }
        boolean oneLetter = shorter.substring(i).equals(longer.substring(i + 1));
        // "team" is not a slip of "teams"
        return oneLetter && !longer.equals(shorter + "s");
    }
}
