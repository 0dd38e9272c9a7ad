package io.resolutionflow.session.writeback;

import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.SessionGuard;
import io.resolutionflow.session.writeback.WritebackResults.Result;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The result of a write-back, told by call. */
@Service
public class RecordResult {

    private final SessionGuard guard;
    private final WritebackResults results;

    RecordResult(SessionGuard guard, WritebackResults results) {
        this.guard = guard;
        this.results = results;
    }

    public void record(UUID sessionId, Result result) {
        guard.asService(
                Actor.nobody(),
                sessionId,
                session -> {
                    results.record(session, result);
                    return true;
                });
    }
}
