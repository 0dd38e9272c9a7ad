package io.resolutionflow.aigateway.provider;

import java.util.List;

/**
 * Finds what must not leave the process (contract-ai §5.5). Beans are asked in their order; where
 * two findings overlap, that of the earlier bean holds. One that fails stops the call: text never
 * goes out unseen.
 */
public interface EgressRedactor {

    /**
     * @param kind names the placeholder, e.g. {@code email}; a {@code secret} is never put back
     * @param start index of its first character
     * @param end index behind its last one
     */
    record Finding(String kind, int start, int end) {}

    /**
     * @param mode {@code standard} or {@code strict}
     */
    List<Finding> find(String text, String mode);
}
