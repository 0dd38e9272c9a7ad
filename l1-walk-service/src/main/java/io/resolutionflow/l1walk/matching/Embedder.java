package io.resolutionflow.l1walk.matching;

import java.util.List;
import java.util.Optional;

/** Where vectors come from. Never called inside a transaction. */
public interface Embedder {

    /**
     * @param model only vectors of one model are ever compared
     */
    record Vectors(String model, String modelVersion, List<float[]> values) {}

    /** Who makes the vectors, and in which version. */
    record Model(String name, String version) {}

    /** The model that would be asked now; throws when the gateway is away. */
    Model current();

    /**
     * The statement's vector within two seconds, or empty: matching then goes by words (contract-l1
     * §3.2).
     */
    Optional<Vectors> query(String text);

    /**
     * Vectors of texts to be found later; throws when the gateway is away, so that the job is tried
     * again.
     */
    Vectors documents(List<String> texts);
}
