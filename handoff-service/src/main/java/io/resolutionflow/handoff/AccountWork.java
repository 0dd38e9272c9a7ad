package io.resolutionflow.handoff;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of a scheduled job, inside each account on a thread of its own: an account that hangs or
 * fails keeps neither the others nor the scheduler waiting, and is not started again while it runs.
 */
public final class AccountWork {

    private static final Logger log = LoggerFactory.getLogger(AccountWork.class);

    private final String name;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    /**
     * @param name of the threads and in the log
     */
    public AccountWork(String name) {
        this.name = name;
    }

    /** Returns at once; does nothing while earlier work of this account is going on. */
    public void start(UUID account, Runnable work) {
        if (running.add(account)) {
            Thread.ofVirtual().name(name).start(() -> run(account, work));
        }
    }

    private void run(UUID account, Runnable work) {
        try {
            TenantContext.run(account, () -> attempt(work));
        } finally {
            running.remove(account);
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("work", name)
                    .log("work of an account failed, it is tried again later");
        }
    }
}
