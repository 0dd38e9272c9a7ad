package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.text.Words;
import java.util.HashSet;
import java.util.Set;

/** Letter triples of a text, padded per word as {@code pg_trgm} does. */
record Trigrams(Set<String> triples) {

    static Trigrams of(String text) {
        var triples = new HashSet<String>();
        for (String word : Words.all(text)) {
            String padded = "  " + word + " ";
            for (int i = 0; i + 3 <= padded.length(); i++) {
                triples.add(padded.substring(i, i + 3));
            }
        }
        return new Trigrams(triples);
    }

    /** Share of these triples that occur in the other text. */
    double shareIn(String text) {
        if (triples.isEmpty()) {
            return 0;
        }
        Set<String> other = of(text).triples();
        return (double) triples.stream().filter(other::contains).count() / triples.size();
    }
}
