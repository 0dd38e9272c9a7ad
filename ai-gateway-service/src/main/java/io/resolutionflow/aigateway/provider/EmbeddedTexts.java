package io.resolutionflow.aigateway.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param vectors in the order of the texts, as the vendor made them: of any length and norm
 * @param inputTokens the vendor's own figure; null when it told none
 */
public record EmbeddedTexts(List<float[]> vectors, @Nullable Long inputTokens) {}
