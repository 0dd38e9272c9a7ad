package io.resolutionflow.platform.idempotency;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Puts {@link IdempotencyStep} between the reading of a controller's arguments and its call: the
 * one place where the body is known to be right and nothing has been looked up.
 */
class KeyedHandlerAdapter extends RequestMappingHandlerAdapter {

    private final Supplier<IdempotencyStep> step;

    KeyedHandlerAdapter(Supplier<IdempotencyStep> step) {
        this.step = step;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod method) {
        return new ServletInvocableHandlerMethod(method) {
            @Override
            protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
                Optional<KeyClaim> claim = KeyClaim.undecided();
                if (claim.isEmpty()) {
                    return super.doInvoke(arguments);
                }
                var key = step.get().take(claim.get());
                try (var bound = RequestKey.bind(key)) {
                    return super.doInvoke(arguments);
                }
            }
        };
    }
}
