package io.resolutionflow.l1walk.matching;

import io.resolutionflow.platform.tenancy.TenantContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks which model makes the vectors, and has those of another one made anew (contract-ai §7).
 * Until a flow's turn comes it is found by its words.
 */
@Component
class RenewVectors {

    private static final Logger log = LoggerFactory.getLogger(RenewVectors.class);

    /**
     * As many as the jobs make until the next look: what is published meanwhile waits behind no
     * more.
     */
    private static final int AT_ONCE = 20;

    private final Embedder embedder;
    private final IndexJobs jobs;

    /** All vectors are its own, as far as this process has seen to it. */
    private volatile Embedder.@Nullable Model settled;

    RenewVectors(Embedder embedder, IndexJobs jobs) {
        this.embedder = embedder;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "${rf.l1.index.renew-every-ms}")
    void run() {
        Embedder.Model current;
        try {
            current = TenantContext.call(IndexFlows.PLATFORM, embedder::current);
        } catch (RuntimeException away) {
            log.atWarn()
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("embedding model not known, to be asked again");
            return;
        }
        if (current.equals(settled)) {
            return;
        }
        int renewed = jobs.renewOthers(current, AT_ONCE);
        if (renewed == 0) {
            settled = current;
        } else {
            log.atInfo()
                    .addKeyValue("model", current.name())
                    .addKeyValue("flows", renewed)
                    .log("vectors of another model to be made anew");
        }
    }
}
