package io.resolutionflow.session.listing;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.session.ai.ProblemDomains;
import io.resolutionflow.session.session.SessionStatus;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        if (problemDomain != null && !problemDomain.equals(ProblemDomains.known(problemDomain))) {
            throw unknown("problem_domain");
        }
        requireYear("date_from", from);
        requireYear("date_to", to);
        q = q == null ? null : term(q);
    }

    /**
     * @throws DomainException 422 unless 2–200 characters remain after trimming
     */
    public static String term(String q) {
        // a control character means nothing to a person, and NUL is no text to the database
        String trimmed = q.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        if (trimmed.length() < MIN_Q) {
            throw DomainException.invalid("q", "too_short", "Search for at least 2 characters.");
        }
        if (trimmed.length() > MAX_Q) {
            throw DomainException.invalid("q", "too_long", "Search for at most 200 characters.");
        }
        return trimmed;
    }

    /** Whether nothing narrows the list. */
    boolean isOpen() {
        return q == null && asMap().isEmpty();
    }

    /** What narrows the list, by name; words to search for are not among it. Days are UTC. */
    Map<String, Object> asMap() {
        var set = new LinkedHashMap<String, @Nullable Object>();
        set.put("statuses", statuses.isEmpty() ? null : statuses);
        set.put("session_type", sessionType);
        set.put("confidence_tier", confidenceTier);
        set.put("problem_domain", problemDomain);
        set.put("matched_flow_id", matchedFlowId == null ? null : matchedFlowId.toString());
        set.put("ticket_id", ticketId);
        set.put("from", from == null ? null : start(from));
        set.put("to", to == null ? null : start(to.plusDays(1)));
        var given = new LinkedHashMap<String, Object>();
        set.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
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

    /** No database keeps the years a date can be written with. */
    private static void requireYear(String field, @Nullable LocalDate day) {
        if (day != null && (day.getYear() < 1970 || day.getYear() > 9999)) {
            throw DomainException.invalid(field, "out_of_range", "Name a day since 1970.");
        }
    }

    private static DomainException unknown(String field) {
        return DomainException.invalid(field, "unknown_value", "This value is not known.");
    }
}
