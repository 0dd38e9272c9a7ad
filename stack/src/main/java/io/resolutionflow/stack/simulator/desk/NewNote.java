package io.resolutionflow.stack.simulator.desk;

import java.time.Duration;
import java.util.Map;

/** What is to be stored; {@code storedText} and {@code hiddenFor} are where faults come in. */
public record NewNote(
        long ticketId,
        String title,
        String sentText,
        String storedText,
        Map<String, Object> flags,
        String author,
        Duration hiddenFor) {}
