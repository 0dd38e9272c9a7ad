package io.resolutionflow.session.similar;

import java.util.List;

/** Where vectors come from. Never called inside a transaction. */
public interface Embedder {

    /**
     * @param model only vectors of one model and version are ever compared
     * @param values one for each text, in order
     */
    record Vectors(String model, String modelVersion, List<float[]> values) {}

    /**
     * @param texts 1–64, none blank, at most 8,000 characters each
     * @throws RuntimeException when there is nobody to ask; the job tries again
     */
    Vectors embed(List<String> texts);
}
