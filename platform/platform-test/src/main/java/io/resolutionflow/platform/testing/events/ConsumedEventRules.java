package io.resolutionflow.platform.testing.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.inbox.EventSubscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The consumer's half of an event's contract: every view this service reads a foreign event into
 * reads the publisher's golden sample, and asks only for members that a schema of its types names.
 * A service's tests run it in one line: {@code class ConsumedEventsIT extends RunningService
 * implements ConsumedEventRules {}}.
 */
public interface ConsumedEventRules {

    /** What the service subscribes to; {@code ServiceUnderTest} knows it. */
    List<EventSubscription> subscriptions();

    @Test
    default void every_view_of_a_foreign_event_reads_the_publishers_sample() {
        var findings = new ArrayList<String>();
        for (EventSubscription subscription : subscriptions()) {
            var types = new LinkedHashMap<Class<?>, List<String>>();
            subscription
                    .views()
                    .forEach((type, view) ->
                            types.computeIfAbsent(view, key -> new ArrayList<>()).add(type));
            types.forEach((view, read) -> findings.addAll(ConsumedEvent.check(read, view)));
        }
        assertThat(findings).isEmpty();
    }
}
