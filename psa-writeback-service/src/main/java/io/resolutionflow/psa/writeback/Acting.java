package io.resolutionflow.psa.writeback;

import io.resolutionflow.platform.audit.AuditLog.Actor;

/**
 * Who acted in a write-back, for the audit log: the person, also when a job finished it (KD-40).
 */
final class Acting {

    private Acting() {}

    static Actor of(Writeback w) {
        return new Actor(w.requester().id(), w.requester().name(), w.requester().actingAs());
    }
}
