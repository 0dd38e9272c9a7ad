package io.resolutionflow.psa.receipt;

import io.resolutionflow.psa.writeback.Attempt;
import io.resolutionflow.psa.writeback.NotePart;
import io.resolutionflow.psa.writeback.StatusRef;
import io.resolutionflow.psa.writeback.StatusState;
import io.resolutionflow.psa.writeback.Writeback;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proof of one write-back (contract-psa §11): who, where, what is in the ticket and how it is
 * known.
 */
public record Receipt(
        UUID writebackId,
        String kind,
        Who who,
        Where where,
        Note note,
        Status status,
        Session session,
        List<Try> attempts,
        String traceId) {

    /**
     * @param trigger {@code manual_post} or {@code auto}
     */
    public record Who(UUID id, String name, @Nullable String actingAs, String trigger) {}

    public record Where(
            @Nullable String provider,
            @Nullable String connection,
            @Nullable String ticketId,
            @Nullable String ticketNumber,
            @Nullable String boardId) {}

    /**
     * @param answerSource who wrote the text of an automatic push; null for a person's
     */
    public record Note(
            String state,
            List<String> externalIds,
            String noteType,
            String visibility,
            String marker,
            String textSha256,
            @Nullable String answerSource,
            @Nullable Instant postedAt,
            @Nullable String foundBy,
            String readBack,
            @Nullable Instant readBackAt,
            int duplicates) {}

    /**
     * @param method {@code refetch}: the ticket was read again; null when nothing was to be set
     */
    public record Status(
            String state,
            @Nullable StatusRef before,
            @Nullable StatusRef wanted,
            @Nullable StatusRef found,
            @Nullable String skippedCode,
            @Nullable String verification,
            @Nullable String method,
            int reads,
            @Nullable Instant verifiedAt) {}

    public record Session(String state, @Nullable String sessionStatus, @Nullable Instant at) {}

    public record Try(
            int n,
            String step,
            Instant at,
            String result,
            @Nullable Integer httpStatus,
            @Nullable String code,
            long durationMs) {}

    static Receipt of(
            Writeback w,
            @Nullable String connection,
            List<NotePart> parts,
            List<Attempt> attempts) {
        return new Receipt(
                w.id(),
                w.kind().wireName(),
                new Who(
                        w.requester().id(),
                        w.requester().name(),
                        w.requester().actingAs(),
                        w.origin().wireName()),
                new Where(
                        w.target().provider(),
                        connection,
                        w.target().ticketId(),
                        w.target().ticketNumber(),
                        w.target().boardId()),
                note(w, parts),
                status(w),
                new Session(
                        w.session().state().wireName(),
                        w.session().sessionStatus(),
                        w.session().at()),
                attempts.stream()
                        .map(attempt ->
                                new Try(
                                        attempt.n(),
                                        attempt.step(),
                                        attempt.at(),
                                        attempt.result(),
                                        attempt.httpStatus(),
                                        attempt.code(),
                                        attempt.durationMs()))
                        .toList(),
                w.requester().traceId());
    }

    private static Note note(Writeback w, List<NotePart> parts) {
        var note = w.note();
        return new Note(
                note.state().wireName(),
                parts.stream()
                        .map(NotePart::externalId)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList(),
                w.text().visibility() == io.resolutionflow.psa.connector.Visibility.CUSTOMER
                        ? "resolution"
                        : "internal",
                w.text().visibility().wireName(),
                w.text().marker(),
                w.text().sha256(),
                w.text().answerSource(),
                note.postedAt(),
                note.foundBy() == null ? null : note.foundBy().wireName(),
                note.readBack().wireName(),
                note.readBackAt(),
                note.duplicates());
    }

    private static Status status(Writeback w) {
        var status = w.status();
        boolean read =
                status.state() == StatusState.VERIFIED
                        || status.state() == StatusState.NOT_VERIFIED;
        return new Status(
                status.state().wireName(),
                status.before(),
                status.wanted(),
                status.found(),
                status.skippedCode(),
                status.verification() == null ? null : status.verification().wireName(),
                read ? "refetch" : null,
                status.reads(),
                status.verifiedAt());
    }
}
