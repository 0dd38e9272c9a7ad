package io.resolutionflow.psa.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticket with description and newest notes (contract-psa §4). */
public record TicketDetail(
        @JsonUnwrapped TicketView ticket,
        @Nullable String description,
        List<TicketView.NoteView> notes,
        Instant fetchedAt) {}
