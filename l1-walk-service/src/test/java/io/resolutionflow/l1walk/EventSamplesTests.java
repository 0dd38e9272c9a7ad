package io.resolutionflow.l1walk;

import io.resolutionflow.contracts.event.HandoffRequested;
import io.resolutionflow.contracts.event.l1.FlowPublished;
import io.resolutionflow.contracts.event.l1.FlowSwitched;
import io.resolutionflow.contracts.event.l1.IntakeRecorded;
import io.resolutionflow.contracts.event.l1.KnowledgeGapDetected;
import io.resolutionflow.contracts.event.l1.ProposalChanged;
import io.resolutionflow.contracts.event.l1.WalkChanged;
import io.resolutionflow.contracts.event.l1.WalkResolved;
import io.resolutionflow.contracts.event.l1.WalkStarted;
import io.resolutionflow.platform.testing.events.EventSamplesKit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests extends EventSamplesKit {

    @Override
    protected Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(HandoffRequested.OF_WALK, HandoffRequested.class),
                Arguments.of(WalkStarted.TYPE, WalkStarted.class),
                Arguments.of(WalkChanged.TAKEN_OVER, WalkChanged.class),
                Arguments.of(WalkChanged.ABANDONED, WalkChanged.class),
                Arguments.of(WalkChanged.REOPENED, WalkChanged.class),
                Arguments.of(WalkResolved.TYPE, WalkResolved.class),
                Arguments.of(IntakeRecorded.TYPE, IntakeRecorded.class),
                Arguments.of(FlowSwitched.TYPE, FlowSwitched.class),
                Arguments.of(FlowPublished.TYPE, FlowPublished.class),
                Arguments.of(FlowPublished.ARCHIVED, FlowPublished.class),
                Arguments.of(ProposalChanged.PENDING, ProposalChanged.class),
                Arguments.of(ProposalChanged.APPROVED, ProposalChanged.class),
                Arguments.of(ProposalChanged.CLOSED, ProposalChanged.class),
                Arguments.of(KnowledgeGapDetected.TYPE, KnowledgeGapDetected.class));
    }
}
