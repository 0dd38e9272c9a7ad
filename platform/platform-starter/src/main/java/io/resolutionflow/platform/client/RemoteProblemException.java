package io.resolutionflow.platform.client;

import io.resolutionflow.platform.problem.DomainException;
import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another service answered with a problem document. The caller decides by {@link #code()} what it
 * means here.
 */
public class RemoteProblemException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String detail;
    private final transient Map<String, @Nullable Object> members;
    private final @Nullable Long retryAfterSeconds;

    public RemoteProblemException(
            int status,
            String code,
            String detail,
            Map<String, @Nullable Object> members,
            @Nullable Long retryAfterSeconds) {
        super(status + " " + code);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.members = members;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** Members beside the standard ones, e.g. {@code claimed_by_name}. */
    public Map<String, @Nullable Object> members() {
        return members;
    }

    public boolean is(String expected) {
        return code.equals(expected);
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The same "no" as this service's own answer, members included. */
    public DomainException asOwn() {
        var own = new DomainException(status, code, detail);
        members.forEach(own::with);
        if (retryAfterSeconds != null) {
            own.retryAfter(retryAfterSeconds);
        }
        return own;
    }
}
