package io.resolutionflow.platform.security;

import io.resolutionflow.platform.identity.Caller;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The caller of the running request; empty in background work. */
public final class CallerContext {

    private static final ThreadLocal<@Nullable Caller> CALLER = new ThreadLocal<>();

    private CallerContext() {}

    public static Optional<Caller> current() {
        return Optional.ofNullable(CALLER.get());
    }

    /** The caller; {@link IllegalStateException} outside a request. */
    public static Caller required() {
        return current()
                .orElseThrow(() -> new IllegalStateException("no caller is bound to this thread"));
    }

    /** Runs work as a caller and restores the former one. */
    public static <T extends @Nullable Object> T call(@Nullable Caller caller, Supplier<T> work) {
        Caller before = CALLER.get();
        set(caller);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Caller caller) {
        if (caller == null) {
            CALLER.remove();
        } else {
            CALLER.set(caller);
        }
    }
}
