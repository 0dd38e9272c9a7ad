package io.resolutionflow.platform.tenancy;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The account the running thread works for. Bound by the security filter for a request, by the
 * inbox for an event, and by {@link #call} for a job that acts inside the account of its row.
 * Unbound means: no tenant row is visible.
 */
public final class TenantContext {

    private static final ThreadLocal<@Nullable UUID> ACCOUNT = new ThreadLocal<>();
    private static final String MDC_KEY = "account_id";

    private TenantContext() {}

    public static Optional<UUID> current() {
        return Optional.ofNullable(ACCOUNT.get());
    }

    /** The bound account; {@link IllegalStateException} when none is. */
    public static UUID required() {
        return current()
                .orElseThrow(() -> new IllegalStateException("no account is bound to this thread"));
    }

    public static void run(UUID accountId, Runnable work) {
        call(
                accountId,
                () -> {
                    work.run();
                    return true;
                });
    }

    /** Runs work inside an account and restores what was bound before, also after an exception. */
    public static <T extends @Nullable Object> T call(@Nullable UUID accountId, Supplier<T> work) {
        UUID before = ACCOUNT.get();
        bind(accountId);
        try {
            return work.get();
        } finally {
            bind(before);
        }
    }

    private static void bind(@Nullable UUID accountId) {
        if (accountId == null) {
            ACCOUNT.remove();
            MDC.remove(MDC_KEY);
        } else {
            ACCOUNT.set(accountId);
            MDC.put(MDC_KEY, accountId.toString());
        }
    }
}
