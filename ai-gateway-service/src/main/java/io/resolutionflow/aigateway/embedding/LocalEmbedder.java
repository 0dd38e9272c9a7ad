package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.platform.problem.DomainException;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * all-MiniLM-L6-v2 in the process: 384 dimensions, L2-normalised, no network, no key. A text beyond
 * the model's window is split and its parts averaged by their length. One inference per core at
 * most; 256 texts may wait.
 */
@Component
public class LocalEmbedder {

    public static final String MODEL = "all-minilm-l6-v2";
    public static final int DIMENSIONS = 384;

    /** Word pieces the model was made for. */
    public static final int WINDOW = 256;

    private static final int BATCH = 16;
    private static final int QUEUE = 256;

    private final MiniLmEncoder encoder = new MiniLmEncoder();
    private final Semaphore places = new Semaphore(QUEUE);
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private record Part(int text, long[] pieces) {}

    /** Digest of the weights. */
    public String version() {
        return encoder.version();
    }

    /** Vectors in the order of the texts; 503 {@code ai_unavailable} when too many wait already. */
    public List<float[]> embed(List<String> texts) {
        if (!places.tryAcquire(texts.size())) {
            throw new DomainException(
                            503, "ai_unavailable", "The embedder is busy. Try again in a moment.")
                    .retryAfter(1);
        }
        try {
            return vectors(texts);
        } finally {
            places.release(texts.size());
        }
    }

    private List<float[]> vectors(List<String> texts) {
        List<Part> parts = parts(texts);
        var sums = new double[texts.size()][DIMENSIONS];
        for (int from = 0; from < parts.size(); from += BATCH) {
            List<Part> batch = parts.subList(from, Math.min(from + BATCH, parts.size()));
            float[][] means = onOneCore(batch.stream().map(Part::pieces).toList());
            for (int i = 0; i < means.length; i++) {
                double[] sum = sums[batch.get(i).text()];
                // a text of invisible characters alone has no pieces, and a vector all the same
                int weight = Math.max(1, batch.get(i).pieces().length);
                for (int k = 0; k < DIMENSIONS; k++) {
                    sum[k] += (double) means[i][k] * weight;
                }
            }
        }
        return Arrays.stream(sums).map(LocalEmbedder::unit).toList();
    }

    private List<Part> parts(List<String> texts) {
        int most = WINDOW - 2;
        var parts = new ArrayList<Part>();
        for (int i = 0; i < texts.size(); i++) {
            long[] pieces = encoder.pieces(texts.get(i));
            for (int from = 0; from == 0 || from < pieces.length; from += most) {
                parts.add(
                        new Part(
                                i,
                                Arrays.copyOfRange(
                                        pieces, from, Math.min(from + most, pieces.length))));
            }
        }
        return parts;
    }

    private float[][] onOneCore(List<long[]> rows) {
        cores.acquireUninterruptibly();
        try {
            return encoder.encode(rows);
        } finally {
            cores.release();
        }
    }

    public static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    static float[] unit(double[] sum) {
        double length = 0;
        for (double x : sum) {
            length += x * x;
        }
        length = Math.sqrt(length);
        var unit = new float[sum.length];
        for (int k = 0; k < unit.length && length > 0; k++) {
            unit[k] = (float) (sum[k] / length);
        }
        return unit;
    }

    @PreDestroy
    void close() {
        encoder.close();
    }
}
