package io.resolutionflow.session.ticketnotes;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.dossier.Document;
import io.resolutionflow.session.session.Actor;
import io.resolutionflow.session.session.SessionGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Ticket notes for readers (contract-sessions §8): the text of this very version of the session,
 * written now or found in the store. Nothing here holds a transaction while it waits.
 */
@Service
public class TicketNotes {

    private final SessionGuard guard;
    private final TransactionTemplate transaction;
    private final Generations generations;
    private final WriteTicketNotes writer;
    private final Document document;
    private final SecretMask mask;
    private final Ids ids;
    private final Clock clock;

    TicketNotes(
            SessionGuard guard,
            TransactionTemplate transaction,
            Generations generations,
            WriteTicketNotes writer,
            Document document,
            SecretMask mask,
            Ids ids,
            Clock clock) {
        this.guard = guard;
        this.transaction = transaction;
        this.generations = generations;
        this.writer = writer;
        this.document = document;
        this.mask = mask;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A text to read.
     *
     * @param after the last piece the reader has; -1 when it has not even heard the start
     * @param fromCache whether it was there already
     */
    public record Reading(Generation generation, int after, boolean fromCache) {

        public UUID id() {
            return generation.id();
        }
    }

    private record Opened(Reading reading, @Nullable JsonNode documentation) {}

    /**
     * Whether the caller may have these notes at all: asked before a place among their open streams
     * is taken, so that the number of those tells nothing of the session.
     */
    public void admit(Actor actor, UUID sessionId) {
        guard.readingAsOwnerOrHandler(actor, sessionId, session -> session.id());
    }

    /**
     * Finds or begins the text and returns once there is something to tell.
     *
     * @param lastEventId {@code <generation>:<n>} of a reader that comes back
     * @throws DomainException 404; 403 {@code owner_or_handler_only}; and when a text had to be
     *     begun: 429, 502, 503 as the model's gateway said
     */
    public Reading open(
            Actor actor, UUID sessionId, @Nullable String lastEventId, boolean allowOffline) {
        Opened opened =
                guard.besideAsOwnerOrHandler(
                        actor,
                        sessionId,
                        session -> {
                            Instant now = clock.instant();
                            Optional<Generation> known = generations.current(session, now);
                            if (known.isEmpty()) {
                                UUID id = ids.next();
                                if (generations.begin(
                                        session, id, actor.id(), now, WriteTicketNotes.LEASE)) {
                                    return new Opened(
                                            new Reading(
                                                    generations.progress(id, 0).generation(),
                                                    -1,
                                                    false),
                                            mask.maskAll(document.of(session)));
                                }
                                known = generations.current(session, now);
                            }
                            Generation found = known.orElseThrow(TicketNotes::busy);
                            generations.read(found.id(), now);
                            int after = resumed(lastEventId, found);
                            return new Opened(new Reading(found, after, true), null);
                        });
        JsonNode documentation = opened.documentation();
        Reading reading = opened.reading();
        if (documentation != null) {
            writer.write(
                    new WriteTicketNotes.Order(
                            TenantContext.required(),
                            reading.id(),
                            sessionId,
                            actor,
                            documentation,
                            allowOffline));
        }
        return begun(reading);
    }

    /** Refusals come before the first byte, so the first byte waits for the model's first word. */
    private Reading begun(Reading reading) {
        writer.awaitBeginning(reading.id());
        Generation now = progress(reading.id(), Integer.MAX_VALUE).generation();
        while (now.isRunning() && now.answerSource() == null) {
            writer.pause();
            now = progress(reading.id(), Integer.MAX_VALUE).generation();
            read(reading.id());
        }
        return new Reading(now, reading.after(), reading.fromCache());
    }

    public Generation.Progress progress(UUID id, int after) {
        return Objects.requireNonNull(transaction.execute(tx -> generations.progress(id, after)));
    }

    /** To be said now and then by whoever reads: a text without readers is not written on. */
    public void read(UUID id) {
        transaction.executeWithoutResult(tx -> generations.read(id, clock.instant()));
    }

    /** An unknown or older id begins anew. */
    private static int resumed(@Nullable String lastEventId, Generation generation) {
        String prefix = generation.id() + ":";
        if (lastEventId == null || !lastEventId.startsWith(prefix)) {
            return -1;
        }
        try {
            return Math.max(-1, Integer.parseInt(lastEventId.substring(prefix.length())));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static DomainException busy() {
        return DomainException.unavailable("These notes are just being begun. Try again.", 1);
    }
}
