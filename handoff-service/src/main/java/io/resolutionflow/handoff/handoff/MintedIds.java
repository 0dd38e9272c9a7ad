package io.resolutionflow.handoff.handoff;

import java.util.UUID;

/** Ids of hand-offs that create calls minted, kept over their retries (contract-handoffs §2.3). */
public interface MintedIds {

    /**
     * The id of this create call, the same one for every retry with the same key and body; {@code
     * fresh} the first time. In a transaction of the caller, committed before the owner of the
     * session is asked.
     */
    UUID keep(UUID userId, UUID sourceId, String idempotencyKey, String bodyDigest, UUID fresh);
}
