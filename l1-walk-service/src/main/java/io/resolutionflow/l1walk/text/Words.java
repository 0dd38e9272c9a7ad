package io.resolutionflow.l1walk.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words of a text as they are compared: no case, no diacritics, no plural endings, no filler. */
public final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Latin letters that are no letter with a mark. */
    private static final Map<String, String> LETTERS =
            Map.of("ł", "l", "ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "đ", "d", "ı", "i");

    private static final Pattern SPLIT = Pattern.compile("[^a-z0-9]+");
    private static final Set<String> FILLER =
            Set.copyOf(
                    List.of(
                            ("a an and any are as at be been being but by can cannot could did do does doing done for from get gets got had has have he"
                                            + " her here hers him his how i if in into is it its just keep keeps me my no not now of off on one or our"
                                            + " out over please she should since so some still that the their them then there these they this to too"
                                            + " up us very was we were what when where which who whole why will with wont would you your t s m re ve ll d"
                                            + " after again all also always because before every more most need needs only other own same than says"
                                            + " say said show shows today wants want morning yesterday user users caller colleague computer pc work"
                                            + " works working problem issue error eror help something anything nothing"
                                            // the same in the other languages of the desk
                                            + " der die das ein eine einen und ist nicht mehr kein keine mit auf fur im am zu den dem von bitte sich"
                                            + " el la los las un una y no se con de del en mi para por que desde muy"
                                            + " le les une et ne pas plus avec des du dans mon ma sur est tout j ai")
                                    .split(" ")));

    private Words() {}

    /** NFKC, lower case, without diacritics, single spaces. */
    public static String normal(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
        for (var letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        return plain.replaceAll("\\s+", " ").strip();
    }

    /** Every word, in order, fillers included, endings kept. */
    public static List<String> all(String text) {
        return SPLIT.splitAsStream(normal(text)).filter(word -> !word.isEmpty()).toList();
    }

    /** Distinct words that carry meaning, endings removed. */
    public static Set<String> content(String text) {
        Stream<String> words =
                all(text).stream().filter(word -> word.length() > 1 && !FILLER.contains(word));
        return words.map(Words::stem).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    static String stem(String word) {
        if (word.length() > 6 && word.endsWith("ing")) {
            return undouble(word.substring(0, word.length() - 3));
        }
        if (word.length() > 5 && word.endsWith("ed")) {
            return undouble(word.substring(0, word.length() - 2));
        }
        if (word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")) {
            return word.substring(0, word.length() - 1);
        }
        return word;
    }

    private static String undouble(String stem) {
        int last = stem.length() - 1;
        return stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
    }
}
