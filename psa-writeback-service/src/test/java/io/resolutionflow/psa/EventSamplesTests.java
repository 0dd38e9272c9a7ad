package io.resolutionflow.psa;

import io.resolutionflow.contracts.event.psa.PsaConnectionChanged;
import io.resolutionflow.contracts.event.psa.PsaPreferencesChanged;
import io.resolutionflow.contracts.event.psa.PsaWritebackCompleted;
import io.resolutionflow.contracts.event.psa.PsaWritebackFailed;
import io.resolutionflow.platform.testing.events.EventSamplesKit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What this service publishes is what the committed samples and schemas say. */
class EventSamplesTests extends EventSamplesKit {

    @Override
    protected Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(PsaWritebackCompleted.TYPE, PsaWritebackCompleted.class),
                Arguments.of(PsaWritebackFailed.TYPE, PsaWritebackFailed.class),
                Arguments.of(PsaConnectionChanged.PAUSED, PsaConnectionChanged.class),
                Arguments.of(PsaConnectionChanged.RESUMED, PsaConnectionChanged.class),
                Arguments.of(PsaPreferencesChanged.TYPE, PsaPreferencesChanged.class));
    }
}
