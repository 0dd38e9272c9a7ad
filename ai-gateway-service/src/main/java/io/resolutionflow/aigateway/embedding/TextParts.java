package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ProviderFailure;
import io.resolutionflow.aigateway.provider.ProviderFailure.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts cut to a model's window, and the vectors of their parts put together again. */
final class TextParts {

    private record Part(int text, String words, int bytes) {}

    private final int texts;
    private final List<Part> parts = new ArrayList<>();

    TextParts(List<String> texts, ModelProfile model) {
        this.texts = texts.size();
        int most = Math.max(4, model.maxInput() * model.bytesPerTokenX100() / 100);
        for (int i = 0; i < texts.size(); i++) {
            cut(i, texts.get(i), most);
        }
    }

    private void cut(int text, String words, int most) {
        int from = 0;
        int bytes = 0;
        for (int at = 0; at < words.length(); ) {
            int next = at + Character.charCount(words.codePointAt(at));
            int more = bytes(words.substring(at, next));
            if (bytes + more > most) {
                parts.add(new Part(text, words.substring(from, at), bytes));
                from = at;
                bytes = 0;
            }
            bytes += more;
            at = next;
        }
        parts.add(new Part(text, words.substring(from), bytes));
    }

    List<String> words() {
        return parts.stream().map(Part::words).toList();
    }

    long estimate(ModelProfile model) {
        return parts.stream().mapToLong(part -> model.tokens(part.bytes())).sum();
    }

    /**
     * One unit vector for each text, parts weighted by their length.
     *
     * @throws ProviderFailure for vectors of another size: they could never be compared
     */
    List<float[]> together(List<float[]> vectors) {
        var sums = new double[texts][EmbedderChoice.DIMENSIONS];
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            float[] vector = vectors.get(i);
            if (vector.length != EmbedderChoice.DIMENSIONS) {
                throw new ProviderFailure(ErrorClass.REJECTED, 200, null);
            }
            for (int k = 0; k < vector.length; k++) {
                sums[part.text()][k] += (double) vector[k] * Math.max(1, part.bytes());
            }
        }
        return Arrays.stream(sums).map(LocalEmbedder::unit).toList();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
