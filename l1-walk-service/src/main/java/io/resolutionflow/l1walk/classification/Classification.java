package io.resolutionflow.l1walk.classification;

/**
 * @param category a category key or {@code unknown}
 * @param vague too little was said to build on
 */
public record Classification(String category, boolean vague) {

    public static final String UNKNOWN = "unknown";
}
