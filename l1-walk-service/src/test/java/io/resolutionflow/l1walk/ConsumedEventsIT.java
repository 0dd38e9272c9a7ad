package io.resolutionflow.l1walk;

import io.resolutionflow.platform.testing.events.ConsumedEventRules;

/** What this service reads of others is what they publish. */
class ConsumedEventsIT extends RunningDesk implements ConsumedEventRules {}
