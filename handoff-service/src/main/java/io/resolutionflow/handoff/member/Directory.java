package io.resolutionflow.handoff.member;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.problem.DomainException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who works in the account (contract-handoffs §8). Rows serve however old they are; only an id that
 * was never seen needs the registry. Not to be called inside a transaction, except {@link
 * #claimers()}.
 */
@Service
public class Directory {

    private static final long RETRY_SECONDS = 5;
    private static final int ALL = 10_000;

    private final Members members;
    private final DirectoryRefresh refresh;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Directory settings;

    Directory(
            Members members,
            DirectoryRefresh refresh,
            TransactionTemplate transaction,
            HandoffProperties properties) {
        this.members = members;
        this.refresh = refresh;
        this.transaction = transaction;
        this.settings = properties.directory();
    }

    /**
     * @throws DomainException 503 {@code directory_unavailable} for an id never seen while the
     *     registry is away
     */
    public Optional<Member> find(UUID userId) {
        Optional<Member> known = known(userId);
        if (known.isPresent()) {
            return known;
        }
        boolean answered = refresh.refresh(settings.refreshOnMissEvery());
        Optional<Member> found = known(userId);
        if (found.isEmpty() && !answered) {
            throw new DomainException(
                            503,
                            "directory_unavailable",
                            "The directory of people is away. Try again.")
                    .retryAfter(RETRY_SECONDS);
        }
        return found;
    }

    /**
     * 422 {@code target_not_eligible} for unknown, foreign and disabled people and for those who
     * take nothing over.
     */
    public Member requireEligible(UUID userId) {
        return find(userId)
                .filter(Member::canClaim)
                .orElseThrow(() ->
                        DomainException.unprocessable(
                                "target_not_eligible", "Choose an engineer of your account."));
    }

    /**
     * Somebody who can take work over; empty for everybody else, and while the registry is away.
     */
    public Optional<Member> eligible(UUID userId) {
        try {
            return find(userId).filter(Member::canClaim);
        } catch (DomainException away) {
            return Optional.empty();
        }
    }

    /**
     * Asks the registry for an account it was never asked for: without that only people seen by
     * their tokens are known. Whoever is at hand serves when it is away.
     */
    public void loadOnce() {
        Members.State known =
                Objects.requireNonNull(
                        transaction.execute(status -> {
                            members.used();
                            return members.state();
                        }));
        if (known.refreshedAt() == null) {
            refresh.refresh(settings.refreshOnMissEvery());
        }
    }

    /** Everybody who can take work over, from the rows at hand, in the caller's transaction. */
    public List<Member> claimers() {
        return members.search(
                new Members.Filter(null, false, null, true, false, null, null, 0, ALL));
    }

    /** A row at hand, in the caller's transaction. */
    public Optional<Member> row(UUID userId) {
        return members.find(userId);
    }

    private Optional<Member> known(UUID userId) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    members.used();
                    return members.find(userId);
                }));
    }
}
