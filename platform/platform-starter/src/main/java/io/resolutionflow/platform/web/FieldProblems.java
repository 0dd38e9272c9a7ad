package io.resolutionflow.platform.web;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * Translates what Bean Validation and Jackson found into {@code errors[]} with the caller's own
 * field names.
 */
final class FieldProblems {

    private static final Map<String, String> CODES =
            Map.ofEntries(
                    Map.entry("NotNull", "required"),
                    Map.entry("NotBlank", "required"),
                    Map.entry("NotEmpty", "required"),
                    Map.entry("Min", "out_of_range"),
                    Map.entry("Max", "out_of_range"),
                    Map.entry("DecimalMin", "out_of_range"),
                    Map.entry("DecimalMax", "out_of_range"),
                    Map.entry("Range", "out_of_range"),
                    Map.entry("Pattern", "invalid_format"),
                    Map.entry("typeMismatch", "invalid_format"));

    private FieldProblems() {}

    static List<FieldProblem> of(BindingResult result) {
        return result.getFieldErrors().stream()
                .map(error ->
                        new FieldProblem(
                                snake(error.getField()),
                                code(error),
                                sentence(error.getDefaultMessage())))
                .toList();
    }

    static List<FieldProblem> of(HandlerMethodValidationException e) {
        var problems = new ArrayList<FieldProblem>();
        for (var result : e.getParameterValidationResults()) {
            String name = String.valueOf(result.getMethodParameter().getParameterName());
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                String field =
                        error instanceof FieldError fieldError ? fieldError.getField() : name;
                problems.add(
                        new FieldProblem(
                                snake(field),
                                code(error, result.getArgument()),
                                sentence(error.getDefaultMessage())));
            }
        }
        return problems;
    }

    /** Broken JSON is 400; JSON of the wrong shape is 422 and names the field. */
    static DomainException ofUnreadable(HttpMessageNotReadableException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException) {
                break;
            }
            if (cause instanceof DomainException no) {
                return no;
            }
            if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
                boolean text =
                        wrong instanceof InvalidFormatException form
                                && form.getValue() instanceof String;
                String code = text ? "invalid_format" : "invalid_type";
                return DomainException.invalid(
                        path(wrong), code, "This value does not have the expected type or form.");
            }
        }
        return new DomainException(
                400, "malformed_request", "The request body is missing or is not readable JSON.");
    }

    private static String path(DatabindException wrong) {
        var path = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String code(FieldError error) {
        return code(error, error.getRejectedValue());
    }

    private static String code(MessageSourceResolvable error, @Nullable Object value) {
        String[] codes = error.getCodes();
        String constraint = codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
        if (constraint.equals("Size")) {
            return isShort(value, error.getArguments()) ? "too_short" : "too_long";
        }
        if (constraint.equals("NotBlank") && value != null) {
            return "blank";
        }
        return CODES.getOrDefault(constraint, "invalid_value");
    }

    /** Bean validation hands the bounds over by name: what it is about, max, min. */
    private static boolean isShort(@Nullable Object value, Object @Nullable [] bounds) {
        int least =
                bounds != null && bounds.length > 2 && bounds[2] instanceof Integer min ? min : 1;
        return switch (value) {
            case CharSequence text -> text.length() < least;
            case Collection<?> list -> list.size() < least;
            case Map<?, ?> map -> map.size() < least;
            case null, default -> false;
        };
    }

    private static String sentence(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "This value is not allowed.";
        }
        String text = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }

    /** {@code problemStatement} → {@code problem_statement}, as the caller wrote it. */
    static String snake(String javaPath) {
        return javaPath.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
