package io.resolutionflow.platform.problem;

/**
 * One entry of {@code errors[]} of a problem document.
 *
 * @param field path of the member as the caller wrote it, snake_case, e.g. {@code nodes[2].text}
 * @param code stable snake_case reason: {@code required}, {@code blank}, {@code too_long}, {@code
 *     too_short}, {@code out_of_range}, {@code invalid_type}, {@code invalid_format}, {@code
 *     unknown_value} or one of a contract
 * @param message a sentence for a person
 */
public record FieldProblem(String field, String code, String message) {}
