package io.resolutionflow.l1walk.matching;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The embedder of the AI gateway itself, in the test's process. */
public final class MiniLm {

    public static final String MODEL = "all-minilm-l6-v2";

    private static final AllMiniLmL6V2EmbeddingModel EMBEDDER = new AllMiniLmL6V2EmbeddingModel();
    private static final Map<String, float[]> KNOWN = new ConcurrentHashMap<>();

    private MiniLm() {}

    public static float[] embed(String text) {
        return KNOWN.computeIfAbsent(text, t -> EMBEDDER.embed(t).content().vector());
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
