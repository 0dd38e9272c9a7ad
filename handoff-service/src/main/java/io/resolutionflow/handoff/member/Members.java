package io.resolutionflow.handoff.member;

import io.resolutionflow.platform.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Directory rows of the bound account. Every call runs in a transaction of the caller unless it
 * says otherwise.
 */
public interface Members {

    Optional<Member> find(UUID userId);

    List<Member> search(Filter filter);

    /**
     * @param partOfEmail whether {@code part} is looked for in addresses too: only for those who
     *     may see them
     * @param canClaim null asks for both
     * @param afterName place of the last row of the page before, with {@code afterId}
     */
    record Filter(
            @Nullable String part,
            boolean partOfEmail,
            @Nullable Role role,
            @Nullable Boolean canClaim,
            boolean includeDisabled,
            @Nullable String afterName,
            @Nullable UUID afterId,
            int skip,
            int fetch) {}

    /** Keeps what a token or the directory says, unless something newer is known. */
    void keep(Member member, Source source, Instant seenAt);

    enum Source {
        TOKEN,
        DIRECTORY
    }

    /**
     * Counts a missed refresh for everybody who is not among these; the second in a row disables.
     */
    void missed(Collection<UUID> present, Instant refreshStart);

    State state();

    /**
     * @param lastError null after a refresh that worked
     */
    record State(
            @Nullable Instant refreshedAt,
            @Nullable Instant attemptedAt,
            @Nullable String lastError) {}

    void used();

    /** Takes the right to refresh now; false when somebody tried less than {@code pause} ago. */
    boolean beginRefresh(Duration pause);

    void endRefresh(@Nullable String error);

    /**
     * Accounts in use whose rows are older than {@code every}; across accounts, ids only, in a
     * transaction of its own.
     */
    List<UUID> dueForRefresh(Duration every, Duration inUse);

    /** Age of the oldest directory in use over all accounts, in a transaction of its own. */
    double oldestSeconds(Duration inUse);
}
