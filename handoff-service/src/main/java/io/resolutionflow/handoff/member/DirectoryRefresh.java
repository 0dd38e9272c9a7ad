package io.resolutionflow.handoff.member;

import io.resolutionflow.handoff.AccountWork;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the rows of an account up to date: every few minutes while in use, and when somebody
 * unknown is named.
 */
@Component
public class DirectoryRefresh {

    private static final Logger log = LoggerFactory.getLogger(DirectoryRefresh.class);

    private final Members members;
    private final UserRegistry registry;
    private final TransactionTemplate transaction;
    private final HandoffProperties.Directory settings;
    private final Clock clock;
    private final AccountWork refreshing = new AccountWork("directory-refresh");

    DirectoryRefresh(
            Members members,
            UserRegistry registry,
            TransactionTemplate transaction,
            HandoffProperties properties,
            Clock clock) {
        this.members = members;
        this.registry = registry;
        this.transaction = transaction;
        this.settings = properties.directory();
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10S")
    void refreshDue() {
        members.dueForRefresh(settings.refresh(), settings.inUse())
                .forEach(account -> refreshing.start(account, this::load));
    }

    /**
     * Refreshes the bound account unless that was tried less than {@code pause} ago; true when what
     * is known now came from the registry.
     */
    boolean refresh(Duration pause) {
        if (Boolean.TRUE.equals(transaction.execute(status -> members.beginRefresh(pause)))) {
            return load();
        }
        Members.State state = transaction.execute(status -> members.state());
        return state != null && state.refreshedAt() != null && state.lastError() == null;
    }

    private boolean load() {
        Instant start = clock.instant();
        List<Member> found;
        try {
            found = registry.usersOf(TenantContext.required());
        } catch (RemoteUnavailableException away) {
            log.atWarn().log("user registry away, the rows at hand serve on");
            transaction.executeWithoutResult(status -> members.endRefresh("unavailable"));
            return false;
        }
        transaction.executeWithoutResult(status -> {
            found.forEach(member -> members.keep(member, Members.Source.DIRECTORY, start));
            members.missed(found.stream().map(Member::id).toList(), start);
            members.endRefresh(null);
        });
        return true;
    }
}
