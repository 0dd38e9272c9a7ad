package io.resolutionflow.session;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.contracts.event.session.SessionAbandoned;
import io.resolutionflow.contracts.event.session.SessionDeleted;
import io.resolutionflow.contracts.event.session.SessionFixDecided;
import io.resolutionflow.contracts.event.session.SessionFixOutcomeRecorded;
import io.resolutionflow.contracts.event.session.SessionHandlerMoved;
import io.resolutionflow.contracts.event.session.SessionHandoffWithdrawn;
import io.resolutionflow.contracts.event.session.SessionOutputsReady;
import io.resolutionflow.contracts.event.session.SessionPackageAttached;
import io.resolutionflow.contracts.event.session.SessionPaused;
import io.resolutionflow.contracts.event.session.SessionRated;
import io.resolutionflow.contracts.event.session.SessionResolved;
import io.resolutionflow.contracts.event.session.SessionResumed;
import io.resolutionflow.contracts.event.session.SessionStarted;
import io.resolutionflow.contracts.event.session.SessionTicketLinked;
import io.resolutionflow.contracts.event.session.SessionUpdated;
import io.resolutionflow.platform.testing.events.EventSamplesKit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests extends EventSamplesKit {

    @Override
    protected Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(HandoffRequested.OF_SESSION, HandoffRequested.class),
                Arguments.of(SessionStarted.TYPE, SessionStarted.class),
                Arguments.of(SessionUpdated.TYPE, SessionUpdated.class),
                Arguments.of(SessionPaused.TYPE, SessionPaused.class),
                Arguments.of(SessionResumed.TYPE, SessionResumed.class),
                Arguments.of(SessionPackageAttached.TYPE, SessionPackageAttached.class),
                Arguments.of(SessionHandlerMoved.CLAIM_APPLIED, SessionHandlerMoved.class),
                Arguments.of(SessionHandlerMoved.CLAIM_RELEASED, SessionHandlerMoved.class),
                Arguments.of(SessionHandlerMoved.HANDLER_CHANGED, SessionHandlerMoved.class),
                Arguments.of(SessionHandoffWithdrawn.TYPE, SessionHandoffWithdrawn.class),
                Arguments.of(SessionResolved.TYPE, SessionResolved.class),
                Arguments.of(SessionAbandoned.TYPE, SessionAbandoned.class),
                Arguments.of(SessionDeleted.TYPE, SessionDeleted.class),
                Arguments.of(SessionTicketLinked.TYPE, SessionTicketLinked.class),
                Arguments.of(SessionFixDecided.TYPE, SessionFixDecided.class),
                Arguments.of(SessionFixOutcomeRecorded.TYPE, SessionFixOutcomeRecorded.class),
                Arguments.of(SessionOutputsReady.TYPE, SessionOutputsReady.class),
                Arguments.of(SessionRated.TYPE, SessionRated.class));
    }
}
