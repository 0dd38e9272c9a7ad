package io.resolutionflow.handoff.member;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.member.Members.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists members; loads an account's directory once before it is first listed. */
@Service
public class MemberList {

    private final Members members;
    private final DirectoryRefresh refresh;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Directory settings;
    private final Clock clock;

    MemberList(
            Members members,
            DirectoryRefresh refresh,
            TransactionTemplate transaction,
            HandoffProperties properties,
            Clock clock) {
        this.members = members;
        this.refresh = refresh;
        this.transaction = transaction;
        this.settings = properties.directory();
        this.clock = clock;
    }

    /**
     * @param age since the last refresh that worked; null before the first one
     */
    public record Listed(List<Member> members, @Nullable Duration age, boolean stale) {}

    public Listed list(Filter filter) {
        Listed listed = read(filter);
        if (listed.age() == null && refresh.refresh(settings.refreshOnMissEvery())) {
            return read(filter);
        }
        return listed;
    }

    private Listed read(Filter filter) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    members.used();
                    Instant refreshed = members.state().refreshedAt();
                    Duration age =
                            refreshed == null ? null : Duration.between(refreshed, clock.instant());
                    boolean stale = age == null || age.compareTo(settings.staleAfter()) > 0;
                    return new Listed(members.search(filter), age, stale);
                }));
    }
}
