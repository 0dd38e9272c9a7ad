package io.resolutionflow.l1walk.classification;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classification by a model, within three seconds; empty on any failure. Never called inside a
 * transaction.
 */
public interface ModelClassifier {

    Optional<Classification> classify(
            String statement, Map<String, List<String>> keywordsByCategory);
}
