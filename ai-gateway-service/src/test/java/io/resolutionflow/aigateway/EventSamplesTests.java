package io.resolutionflow.aigateway;

import io.resolutionflow.contracts.event.ai.AiPlanChanged;
import io.resolutionflow.contracts.event.ai.AiQuotaReached;
import io.resolutionflow.contracts.event.ai.AiUsageAdjusted;
import io.resolutionflow.contracts.event.ai.AiUsageRecorded;
import io.resolutionflow.platform.testing.events.EventSamplesKit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests extends EventSamplesKit {

    @Override
    protected Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(AiUsageRecorded.TYPE, AiUsageRecorded.class),
                Arguments.of(AiQuotaReached.WARNING, AiQuotaReached.class),
                Arguments.of(AiQuotaReached.EXHAUSTED, AiQuotaReached.class),
                Arguments.of(AiUsageAdjusted.TYPE, AiUsageAdjusted.class),
                Arguments.of(AiPlanChanged.TYPE, AiPlanChanged.class));
    }
}
