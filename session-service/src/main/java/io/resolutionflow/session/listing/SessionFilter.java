package io.resolutionflow.session.listing;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.session.SessionStatus;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a list asks for; unknown words are the caller's mistake. */
public record SessionFilter(
        List<String> statuses,
        @Nullable String sessionType,
        @Nullable String confidenceTier,
        @Nullable String problemDomain,
        @Nullable UUID matchedFlowId,
        @Nullable String ticketId,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String q) {

    private static final Set<String> TYPES = Set.of("guided", "chat");
    private static final Set<String> TIERS = Set.of("discovery", "exploring", "guided");
    private static final int MIN_Q = 2;
    private static final int MAX_Q = 200;

    public SessionFilter {
        statuses.stream()
                .filter(status -> SessionStatus.ofWire(status).isEmpty())
                .findFirst()
                .ifPresent(status -> {
                    throw unknown("status");
                });
        requireKnown("session_type", sessionType, TYPES);
        requireKnown("confidence_tier", confidenceTier, TIERS);
        q = q == null ? null : term(q);
    }

    /**
     * @throws DomainException 422 unless 2–200 characters remain after trimming
     */
    public static String term(String q) {
        String trimmed = q.strip();
        if (trimmed.length() < MIN_Q) {
            throw DomainException.invalid("q", "too_short", "Search for at least 2 characters.");
        }
        if (trimmed.length() > MAX_Q) {
            throw DomainException.invalid("q", "too_long", "Search for at most 200 characters.");
        }
        return trimmed;
    }

    public static List<String> list(@Nullable String commaSeparated) {
        return commaSeparated == null || commaSeparated.isBlank()
                ? List.of()
                : Arrays.stream(commaSeparated.split(",")).map(String::strip).toList();
    }

    private static void requireKnown(String field, @Nullable String value, Set<String> known) {
        if (value != null && !known.contains(value)) {
            throw unknown(field);
        }
    }

    private static DomainException unknown(String field) {
        return DomainException.invalid(field, "unknown_value", "This value is not known.");
    }
}
