package io.resolutionflow.handoff.channel;

import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals channels of older keys anew, a batch at a time and restartable, so that a key can be taken
 * out of the keyset once no row uses it.
 */
@Component
class KeyRotation {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final int BATCH = 100;

    private final Channels channels;
    private final SecretKeeping keeping;
    private final TransactionTemplate transaction;

    KeyRotation(Channels channels, SecretKeeping keeping, TransactionTemplate transaction) {
        this.channels = channels;
        this.keeping = keeping;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${rf.handoff.notify.reseal:5m}", initialDelayString = "PT10S")
    void run() {
        channels.sealedWithOtherKeys(keeping.currentKey(), BATCH)
                .forEach(stored ->
                        TenantContext.run(stored.accountId(), () -> sealAnew(stored.id())));
    }

    private void sealAnew(UUID id) {
        try {
            transaction.executeWithoutResult(status ->
                    channels.lock(id)
                            .ifPresent(channel ->
                                    channels.save(
                                            channel,
                                            keeping.seal(
                                                    id,
                                                    keeping.open(
                                                            id,
                                                            channels.ciphertext(id)
                                                                    .orElseThrow())))));
        } catch (UnreadableSecret e) {
            log.atError()
                    .addKeyValue("channel_id", id)
                    .log("secrets of a channel cannot be read, its address has to be given again");
        }
    }
}
