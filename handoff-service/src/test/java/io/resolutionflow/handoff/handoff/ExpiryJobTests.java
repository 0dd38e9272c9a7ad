package io.resolutionflow.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryJobTests {

    private static final UUID BAD = new UUID(9, 1);
    private static final UUID GOOD = new UUID(9, 2);
    private static final UUID OF_ANOTHER = new UUID(9, 3);

    private final UUID account = UUID.randomUUID();
    private final UUID another = UUID.randomUUID();
    private final Queue<String> tried = new ConcurrentLinkedQueue<>();

    @Test
    void one_bad_row_stops_neither_the_rest_of_its_account_nor_other_accounts() {
        var settings =
                new HandoffProperties.Expire(Duration.ofDays(30), null, Duration.ofMinutes(1));
        new ExpiryJob(this::due, new OneBadRow(), null, properties(settings), Clock.systemUTC())
                .run();
        await().untilAsserted(() ->
                assertThat(tried)
                        .containsExactlyInAnyOrder(
                                account + "/" + BAD,
                                account + "/" + GOOD,
                                another + "/" + OF_ANOTHER));
    }

    private List<ExpiredHandoffs.Due> due(Object parkBefore, @Nullable Object escalateBefore) {
        return List.of(
                new ExpiredHandoffs.Due(account, BAD),
                new ExpiredHandoffs.Due(account, GOOD),
                new ExpiredHandoffs.Due(another, OF_ANOTHER));
    }

    private static HandoffProperties properties(HandoffProperties.Expire expire) {
        return new HandoffProperties(null, null, null, expire, null, null);
    }

    /** Everything else was claimed meanwhile: nothing to tell the owner. */
    private final class OneBadRow extends CloseHandoffs {

        OneBadRow() {
            super(null, null);
        }

        @Override
        public @Nullable Handoff expire(UUID handoffId) {
            tried.add(TenantContext.required() + "/" + handoffId);
            if (handoffId.equals(BAD)) {
                throw new IllegalStateException("a row nobody can read");
            }
            return null;
        }
    }
}
