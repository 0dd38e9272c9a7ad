package io.resolutionflow.session;

import io.resolutionflow.platform.testing.events.ConsumedEventRules;

/** What this service reads of others is what they publish. */
class ConsumedEventsIT extends RunningService implements ConsumedEventRules {}
