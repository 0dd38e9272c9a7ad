package io.resolutionflow.handoff.notification;

import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person's own notices. */
@Service
public class OwnNotices {

    private final Notifications notices;
    private final Clock clock;

    OwnNotices(Notifications notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    public record Listed(List<Notice> notices, long unread) {}

    @Transactional(readOnly = true)
    public Listed list(UUID userId, boolean unreadOnly, PageQuery page) {
        return new Listed(notices.of(userId, unreadOnly, page), notices.unread(userId));
    }

    /**
     * @throws DomainException 404 for another person's notice as for an absent one
     */
    @Transactional
    public void read(UUID userId, UUID id) {
        if (!notices.read(userId, id, clock.instant())) {
            throw DomainException.notFound();
        }
    }

    @Transactional
    public void readAll(UUID userId, @Nullable Instant before) {
        notices.readAll(userId, before, clock.instant());
    }
}
