package io.resolutionflow.handoff;

import io.resolutionflow.contracts.event.HandoffEvent;
import io.resolutionflow.platform.testing.events.EventSamplesKit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests extends EventSamplesKit {

    @Override
    protected Stream<Arguments> events() {
        return Stream.of(
                        HandoffEvent.CREATED,
                        HandoffEvent.CLAIMED,
                        HandoffEvent.RELEASED,
                        HandoffEvent.REASSIGNED,
                        HandoffEvent.CANCELLED,
                        HandoffEvent.CLOSED,
                        HandoffEvent.ASSESSMENT_READY)
                .map(type -> Arguments.of(type, HandoffEvent.class));
    }
}
