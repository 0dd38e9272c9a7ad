package io.resolutionflow.session.upload;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes bytes nobody may see any more: of deleted files, of files never finished, of files linked
 * to nothing for a day. What a store refuses now is tried again by the next run.
 */
@Component
public class RemoveFiles {

    private static final Logger log = LoggerFactory.getLogger(RemoveFiles.class);
    private static final int BATCH = 100;

    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final FileStores stores;
    private final Clock clock;

    RemoveFiles(TransactionTemplate transaction, Uploads uploads, FileStores stores, Clock clock) {
        this.transaction = transaction;
        this.uploads = uploads;
        this.stores = stores;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${rf.session.removal.poll:10m}",
            fixedDelayString = "${rf.session.removal.poll:10m}")
    void removeLoose() {
        List<Uploads.Loose> loose =
                Objects.requireNonNull(transaction.execute(tx -> uploads.loose(BATCH)));
        for (Uploads.Loose one : loose) {
            TenantContext.run(one.accountId(), () -> removeLoose(one));
        }
    }

    private void removeLoose(Uploads.Loose one) {
        Optional<Upload> upload =
                Objects.requireNonNull(
                        transaction.execute(tx -> {
                            var found = uploads.findAny(one.accountId(), one.id());
                            // from here on nobody can link it any more
                            found.ifPresent(file -> uploads.delete(file, clock.instant()));
                            return found;
                        }));
        upload.ifPresent(this::remove);
    }

    /** Outside of a transaction, after the row was marked deleted. */
    void remove(Upload upload) {
        try {
            stores.of(upload).delete(upload);
            transaction.executeWithoutResult(tx -> {
                uploads.bytesGone(upload);
                uploads.forget(upload);
            });
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("upload_id", upload.id())
                    .log("file not removed, to be tried again");
        }
    }

    /**
     * Every file of a session that goes for good; outside of a transaction.
     *
     * @return whether all are gone
     */
    public boolean removeAll(UUID account, UUID session) {
        List<Upload> all =
                Objects.requireNonNull(
                        transaction.execute(tx -> uploads.withBytes(account, session)));
        all.forEach(upload -> {
            transaction.executeWithoutResult(tx -> uploads.delete(upload, clock.instant()));
            remove(upload);
        });
        return Objects.requireNonNull(
                        transaction.execute(tx -> uploads.withBytes(account, session)))
                .isEmpty();
    }
}
