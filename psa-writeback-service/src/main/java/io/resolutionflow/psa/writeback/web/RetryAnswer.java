package io.resolutionflow.psa.writeback.web;

import io.resolutionflow.psa.writeback.RetryWriteback.Retried;
import io.resolutionflow.psa.writeback.StatusRef;
import io.resolutionflow.psa.writeback.StatusState;
import io.resolutionflow.psa.writeback.Writeback;
import io.resolutionflow.psa.writeback.WritebackState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a retry came to (contract-psa §10): a push that failed again is an answer too. */
record RetryAnswer(
        @Nullable String psaPushStatus,
        @Nullable String psaPushError,
        UUID writebackId,
        @Nullable String outcome,
        @Nullable String sessionStatus,
        String noteState,
        String statusState,
        String sessionState,
        @Nullable String externalId,
        @Nullable String verifiedStatusId,
        @Nullable String verifiedStatusName,
        int manualRetriesLeft) {

    static RetryAnswer of(Retried retried) {
        Writeback w = retried.writeback();
        StatusRef verified = w.status().state() == StatusState.VERIFIED ? w.status().found() : null;
        boolean done = w.state() == WritebackState.COMPLETED;
        var error = w.progress().lastError();
        return new RetryAnswer(
                w.state().pushStatus(),
                done || error == null ? null : error.message(),
                w.id(),
                done
                        ? PostAnswer.outcome(
                                w.kind().outcome().name().equals("RESOLVED"), w.target().isLinked())
                        : null,
                retried.sessionStatus(),
                w.note().state().wireName(),
                w.status().state().wireName(),
                w.session().state().wireName(),
                w.note().externalId(),
                verified == null ? null : verified.id(),
                verified == null ? null : verified.name(),
                retried.retriesLeft());
    }
}
