package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.embedding.LocalEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The nearest runbook of a text, by meaning and by words. A known problem without a runbook
 * competes too: where it is nearer, there is no runbook, only its domain.
 */
@Component
public class RunbookFinder {

    static final String OTHER = "other";

    private static final double MEANING = 0.65;
    private static final double WORDS = 0.35;
    private static final int WORDS_FOR_A_FULL_SCORE = 3;
    private static final double NEAR = 0.38;
    private static final double IN_DOMAIN = 0.30;
    private static final int LONGEST_QUERY = 1_000;

    /**
     * @param score 0–1
     */
    record Match(Runbook runbook, double score) {}

    /** Where a text belongs: its runbook if one is near enough, and its domain. */
    record Found(@Nullable Match match, String domain) {}

    private record Entry(
            @Nullable Runbook runbook, String category, Set<String> words, List<float[]> vectors) {}

    private final LocalEmbedder embedder;
    private final RunbookLibrary library;
    private final List<Entry> entries;

    public RunbookFinder(LocalEmbedder embedder, RunbookLibrary library) {
        this.embedder = embedder;
        this.library = library;
        this.entries = entries();
    }

    private List<Entry> entries() {
        var all = new ArrayList<Entry>();
        for (Runbook runbook : library.runbooks()) {
            String keywords = String.join(", ", runbook.keywords());
            all.add(
                    new Entry(
                            runbook,
                            runbook.category(),
                            Words.content(runbook.title() + " " + keywords),
                            embedder.embed(
                                    List.of(runbook.title(), runbook.description(), keywords))));
        }
        for (var problem : library.problems()) {
            if (problem.flowSlug() == null) {
                String keywords = String.join(", ", problem.keywords());
                all.add(
                        new Entry(
                                null,
                                problem.category(),
                                Words.content(problem.title() + " " + keywords),
                                embedder.embed(
                                        List.of(
                                                problem.title(),
                                                problem.description(),
                                                keywords))));
            }
        }
        return List.copyOf(all);
    }

    Found find(String text) {
        if (text.isBlank()) {
            return new Found(null, OTHER);
        }
        String query = text.strip().substring(0, Math.min(text.strip().length(), LONGEST_QUERY));
        float[] vector = embedder.embed(List.of(query)).getFirst();
        Set<String> words = Words.content(query);
        Entry best = entries.getFirst();
        double bestScore = -1;
        for (Entry entry : entries) {
            double score = score(entry, vector, words);
            if (score > bestScore) {
                best = entry;
                bestScore = score;
            }
        }
        double rounded = Math.round(bestScore * 1000) / 1000.0;
        Match match =
                best.runbook() == null || rounded < NEAR
                        ? null
                        : new Match(best.runbook(), rounded);
        return new Found(match, rounded < IN_DOMAIN ? OTHER : best.category());
    }

    /** The runbook another service has found already, by its title; else {@link #find}. */
    Found findNamed(@Nullable String title, String text) {
        Optional<Runbook> named = title == null ? Optional.empty() : library.titled(title);
        return named.map(runbook -> new Found(new Match(runbook, 1), runbook.category()))
                .orElseGet(() -> find(text));
    }

    private static double score(Entry entry, float[] vector, Set<String> words) {
        double nearest =
                entry.vectors().stream()
                        .mapToDouble(other -> LocalEmbedder.cosine(vector, other))
                        .max()
                        .orElse(0);
        long hits = words.stream().filter(entry.words()::contains).count();
        double share = Math.min(1, (double) hits / WORDS_FOR_A_FULL_SCORE);
        return MEANING * Math.max(0, nearest) + WORDS * share;
    }
}
