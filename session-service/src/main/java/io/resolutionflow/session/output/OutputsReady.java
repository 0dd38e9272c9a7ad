package io.resolutionflow.session.output;

import io.resolutionflow.contracts.event.session.SessionOutputState;
import io.resolutionflow.contracts.event.session.SessionOutputsReady;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.SessionEvents;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells, under the session's lock, when all three texts are through. */
@Component
class OutputsReady {

    private static final Set<String> DONE = Set.of("ready", "failed");

    private final ResolutionOutputs outputs;
    private final SessionEvents events;
    private final Clock clock;

    OutputsReady(ResolutionOutputs outputs, SessionEvents events, Clock clock) {
        this.outputs = outputs;
        this.events = events;
        this.clock = clock;
    }

    void tellWhenAllDone(AiSession s) {
        List<ResolutionOutput> all = outputs.of(s);
        if (all.stream().allMatch(output -> DONE.contains(output.state()))) {
            events.append(
                    SessionOutputsReady.TYPE,
                    s,
                    new SessionOutputsReady(
                            s.accountId(),
                            s.id(),
                            s.stateVersion(),
                            s.status().wire(),
                            null,
                            null,
                            null,
                            all.stream()
                                    .map(output ->
                                            new SessionOutputState(output.kind(), output.state()))
                                    .toList(),
                            clock.instant()));
        }
    }
}
