package io.resolutionflow.platform.problem;

import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An expected "no" that reaches the caller as {@code application/problem+json} (architecture §4).
 * The code is stable and tested from outside; the detail is a sentence a person can act on and
 * names no class, setting or vendor.
 *
 * <p>Carries no stack trace: it is an answer, not a fault.
 */
public class DomainException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private final transient List<FieldProblem> errors;
    private @Nullable Long retryAfterSeconds;

    public DomainException(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    private DomainException(int status, String code, String detail, List<FieldProblem> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /**
     * 404 {@code not_found} for whatever the path names. The same words for absent and foreign, on
     * purpose.
     */
    public static DomainException notFound() {
        return new DomainException(
                404,
                "not_found",
                "There is nothing here under this address, or it is not yours to see.");
    }

    /** 404 {@code <thing>_not_found} for something named in query or body. */
    public static DomainException notFound(String thing, String detail) {
        return new DomainException(404, thing + "_not_found", detail);
    }

    /** 403 {@code role_required}. */
    public static DomainException roleRequired() {
        return new DomainException(
                403,
                "role_required",
                "Your role does not allow this. Ask an administrator of your account.");
    }

    public static DomainException forbidden(String code, String detail) {
        return new DomainException(403, code, detail);
    }

    public static DomainException conflict(String code, String detail) {
        return new DomainException(409, code, detail);
    }

    /** 422 {@code validation_failed} for one field. */
    public static DomainException invalid(String field, String fieldCode, String message) {
        return invalid(List.of(new FieldProblem(field, fieldCode, message)));
    }

    /** 422 {@code validation_failed}. */
    public static DomainException invalid(List<FieldProblem> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().message()
                        : "Some values are missing or not allowed; see errors.";
        return new DomainException(422, "validation_failed", detail, errors);
    }

    /** 422 with a code of its own. */
    public static DomainException unprocessable(String code, String detail) {
        return new DomainException(422, code, detail);
    }

    /** 503 {@code service_unavailable}: a service needed for the answer is away. */
    public static DomainException unavailable(String detail, long retryAfterSeconds) {
        return new DomainException(503, "service_unavailable", detail)
                .retryAfter(retryAfterSeconds);
    }

    /** Adds a member named in a contract (snake_case); returns this. */
    public DomainException with(String member, @Nullable Object value) {
        members.put(member, value instanceof UUID id ? id.toString() : value);
        return this;
    }

    /** Sets the {@code Retry-After} header, in seconds; returns this. */
    public DomainException retryAfter(long seconds) {
        this.retryAfterSeconds = seconds;
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
