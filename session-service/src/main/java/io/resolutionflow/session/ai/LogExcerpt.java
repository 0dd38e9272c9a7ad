package io.resolutionflow.session.ai;

import org.jspecify.annotations.Nullable;

/** A pasted log as a model sees it: its first and last 6,000 characters (contract-sessions §13). */
public final class LogExcerpt {

    private static final int END = 6_000;

    private LogExcerpt() {}

    public static @Nullable String of(@Nullable String log) {
        if (log == null || log.isBlank()) {
            return null;
        }
        return log.length() <= 2 * END
                ? log
                : log.substring(0, END) + "\n[…]\n" + log.substring(log.length() - END);
    }
}
