package io.resolutionflow.stack.simulator.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Vectors that the same words always get, and no others; not of unit length. */
final class Embeddings {

    /** Of a model that was not asked to shorten, or cannot. */
    static final int NATURAL = 1_536;

    /** What each text is said to use. */
    static final int TOKENS_A_TEXT = 7;

    /** The model that does not know how to shorten. */
    private static final String FIXED = "sim-fixed-dims";

    private Embeddings() {}

    static int dimensions(String model, int asked) {
        return model.equals(FIXED) || asked <= 0 ? NATURAL : asked;
    }

    static ArrayNode vector(String words, int dimensions) {
        var vector = JsonNodeFactory.instance.arrayNode();
        var seed = ByteBuffer.wrap(digest(words)).getLong();
        var random = new java.util.SplittableRandom(seed);
        for (int i = 0; i < dimensions; i++) {
            vector.add((float) (random.nextDouble() - 0.5));
        }
        return vector;
    }

    /**
     * The behaviour an embedding call plays: the first word of its first text when that is a name
     * of one, because a deployment has one embedding model; else the model's.
     */
    static String behaviour(String model, String firstText) {
        var first = firstText.split(" ", 2)[0];
        return first.startsWith("sim-") && !model.equals(FIXED) ? first : model;
    }

    private static byte[] digest(String words) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(words.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
