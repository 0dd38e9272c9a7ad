package io.resolutionflow.aigateway.quota;

import io.resolutionflow.aigateway.quota.QuotaWindow.Period;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The windows one transaction has locked, as it left them; written once, just before its commit.
 */
final class LockedWindows implements TransactionSynchronization {

    record Key(UUID account, Period period, Instant start) {}

    private final Map<Key, QuotaWindow> windows = new LinkedHashMap<>();
    private final Set<Key> changed = new LinkedHashSet<>();

    private LockedWindows() {}

    static LockedWindows ofTransaction(WindowStore store) {
        if (TransactionSynchronizationManager.getResource(LockedWindows.class)
                instanceof LockedWindows known) {
            return known;
        }
        var fresh = new LockedWindows();
        TransactionSynchronizationManager.bindResource(LockedWindows.class, fresh);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        store.writeAtCommit(fresh);
        return fresh;
    }

    @Nullable QuotaWindow get(Key key) {
        return windows.get(key);
    }

    void read(Key key, QuotaWindow window) {
        windows.put(key, window);
    }

    /** What this transaction has changed already is newer than the row. */
    void readOnce(Key key, QuotaWindow window) {
        windows.putIfAbsent(key, window);
    }

    void changed(Key key, QuotaWindow window) {
        windows.put(key, window);
        changed.add(key);
    }

    /** As they are to be written. */
    Map<Key, QuotaWindow> changed() {
        var last = new LinkedHashMap<Key, QuotaWindow>();
        changed.forEach(key -> last.put(key, Objects.requireNonNull(windows.get(key))));
        return last;
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(LockedWindows.class);
    }
}
