package io.resolutionflow.aigateway.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.resolutionflow.platform.problem.DomainException;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * all-MiniLM-L6-v2 in the process: 384 dimensions, L2-normalised, no network, no key. Texts beyond the model's window are
 * split and averaged by the library. One inference per core at most.
 */
@Component
public class LocalEmbedder {

    public static final String MODEL = "all-minilm-l6-v2";
    public static final int DIMENSIONS = 384;

    private static final int BATCH = 16;
    private static final int QUEUE = 256;
    private static final int VERSION_DIGITS = 16;

    private final ExecutorService cores;
    private final AllMiniLmL6V2EmbeddingModel model;
    private final Semaphore places = new Semaphore(QUEUE, true);
    private final String version;

    public LocalEmbedder() {
        this.cores =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().daemon().name("embedder-", 0).factory());
        this.model = new AllMiniLmL6V2EmbeddingModel(cores);
        this.version = digestOfWeights();
    }

    /** Digest of the weights: vectors of two versions never mix. */
    public String version() {
        return version;
    }

    /** Vectors in the order of the texts; 503 {@code ai_unavailable} when too many wait already. */
    public List<float[]> embed(List<String> texts) {
        if (!places.tryAcquire(texts.size())) {
            throw new DomainException(503, "ai_unavailable", "The embedder is busy. Try again in a moment.").retryAfter(1);
        }
        try {
            var vectors = new ArrayList<float[]>(texts.size());
            for (int from = 0; from < texts.size(); from += BATCH) {
                var batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
                model.embedAll(batch.stream().map(TextSegment::from).toList())
                        .content()
                        .forEach(embedding -> vectors.add(normalised(embedding.vector())));
            }
            return vectors;
        } finally {
            places.release(texts.size());
        }
    }

    public static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static float[] normalised(float[] vector) {
        double length = Math.sqrt(cosine(vector, vector));
        if (length == 0) {
            return vector;
        }
        var unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static String digestOfWeights() {
        try (InputStream weights =
                Objects.requireNonNull(
                        AllMiniLmL6V2EmbeddingModel.class.getResourceAsStream("/all-minilm-l6-v2.onnx"))) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = weights.read(buffer); read > 0; read = weights.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        cores.shutdown();
    }
}
