package io.resolutionflow.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AccountWorkTests {

    private final AccountWork work = new AccountWork("test");
    private final Queue<UUID> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void an_account_that_hangs_keeps_no_other_waiting_and_is_not_started_twice() {
        UUID hanging = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        work.start(hanging, this::hang);
        work.start(hanging, () -> done.add(hanging));
        work.start(other, () -> done.add(TenantContext.required()));
        await().until(() -> done.contains(other));
        assertThat(done).containsExactly(other);
        answer.countDown();
        await().until(() -> {
            work.start(hanging, () -> done.add(hanging));
            return done.contains(hanging);
        });
    }

    @Test
    void an_account_that_fails_is_started_again() {
        UUID account = UUID.randomUUID();
        work.start(
                account,
                () -> {
                    throw new IllegalStateException("bad row");
                });
        await().until(() -> {
            work.start(account, () -> done.add(account));
            return done.contains(account);
        });
    }

    private void hang() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
