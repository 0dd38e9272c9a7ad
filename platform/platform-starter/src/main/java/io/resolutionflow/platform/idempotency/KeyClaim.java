package io.resolutionflow.platform.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The key a request came with, on its way from the filter to the controller and back. */
class KeyClaim {

    private static final String ATTRIBUTE = KeyClaim.class.getName();

    private final String value;
    private final BufferedBodyRequest request;
    private boolean decided;
    private @Nullable HeldKey taken;

    private KeyClaim(BufferedBodyRequest request, String value) {
        this.request = request;
        this.value = value;
    }

    static KeyClaim announce(BufferedBodyRequest request, String value) {
        var claim = new KeyClaim(request, value);
        request.setAttribute(ATTRIBUTE, claim);
        return claim;
    }

    /** The running request's key, once: whoever asks decides it. */
    static Optional<KeyClaim> undecided() {
        if (!(RequestContextHolder.getRequestAttributes()
                instanceof ServletRequestAttributes attributes)) {
            return Optional.empty();
        }
        HttpServletRequest running = attributes.getRequest();
        if (running.getAttribute(ATTRIBUTE) instanceof KeyClaim claim && !claim.decided) {
            claim.decided = true;
            return Optional.of(claim);
        }
        return Optional.empty();
    }

    String value() {
        return value;
    }

    BufferedBodyRequest request() {
        return request;
    }

    void take(HeldKey key) {
        taken = key;
    }

    /** The key in the store that this request runs under. */
    Optional<HeldKey> taken() {
        return Optional.ofNullable(taken);
    }
}
