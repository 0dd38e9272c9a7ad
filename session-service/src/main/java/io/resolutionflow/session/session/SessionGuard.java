package io.resolutionflow.session.session;

import io.resolutionflow.contracts.event.session.SessionCard;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.problem.DomainException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to a session: transaction, row lock, visibility, right to act, in this order
 * (contract-sessions §1). What was changed on the card goes out as one {@code session.updated}; a
 * refused handler or owner check is audited.
 */
@Component
public class SessionGuard {

    private static final Set<String> AUDITED =
            Set.of("not_session_handler", "owner_only", "owner_or_handler_only");

    private final TransactionTemplate transaction;
    private final TransactionTemplate readOnly;
    private final AiSessions sessions;
    private final SessionAccess access;
    private final SessionEvents events;
    private final AuditLog audit;
    private final Clock clock;

    SessionGuard(
            TransactionTemplate transaction,
            AiSessions sessions,
            SessionAccess access,
            SessionEvents events,
            AuditLog audit,
            Clock clock) {
        this.transaction = transaction;
        this.readOnly =
                new TransactionTemplate(
                        Objects.requireNonNull(transaction.getTransactionManager()), transaction);
        // what is only read is not copied to see later what was changed in it
        this.readOnly.setReadOnly(true);
        this.sessions = sessions;
        this.access = access;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Changes a session as its handler. */
    public <T extends @Nullable Object> T asHandler(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return locked(actor, id, access::requireHandler, work);
    }

    /**
     * Changes something inside a session as its handler. What is not there is not there for every
     * reader, before the right to act is looked at.
     *
     * @param child finds it, or throws 404
     */
    public <C, T extends @Nullable Object> T onChildAsHandler(
            Actor actor, UUID id, Function<AiSession, C> child, BiFunction<AiSession, C, T> work) {
        return locked(
                actor,
                id,
                (session, who) -> {},
                session -> {
                    C found = child.apply(session);
                    access.requireHandler(session, actor);
                    return work.apply(session, found);
                });
    }

    public <T extends @Nullable Object> T asOwner(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return locked(actor, id, access::requireOwner, work);
    }

    public <T extends @Nullable Object> T asOwnerOrHandler(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return locked(actor, id, access::requireOwnerOrHandler, work);
    }

    /**
     * Changes a session without a check of the person: the caller is a service that answers for it.
     */
    public <T extends @Nullable Object> T asService(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return locked(actor, id, (session, who) -> {}, work);
    }

    /** Reads a session in one transaction, in which nothing can be written. */
    public <T extends @Nullable Object> T reading(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return reading(actor, id, (session, who) -> {}, work);
    }

    public <T extends @Nullable Object> T readingAsOwnerOrHandler(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return reading(actor, id, access::requireOwnerOrHandler, work);
    }

    public <T extends @Nullable Object> T readingAsHandler(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return reading(actor, id, access::requireHandler, work);
    }

    /**
     * Writes something of its own beside a session, which is read and not locked: text in the
     * making, which has a lock of its own.
     */
    public <T extends @Nullable Object> T besideAsOwnerOrHandler(
            Actor actor, UUID id, Function<AiSession, T> work) {
        return unlocked(transaction, actor, id, access::requireOwnerOrHandler, work);
    }

    private <T extends @Nullable Object> T reading(
            Actor actor, UUID id, BiConsumer<AiSession, Actor> right, Function<AiSession, T> work) {
        return unlocked(readOnly, actor, id, right, work);
    }

    private <T extends @Nullable Object> T unlocked(
            TransactionTemplate template,
            Actor actor,
            UUID id,
            BiConsumer<AiSession, Actor> right,
            Function<AiSession, T> work) {
        return refusalsAudited(
                actor,
                id,
                () ->
                        template.execute(tx -> {
                            AiSession session =
                                    sessions.find(id).orElseThrow(DomainException::notFound);
                            access.requireReader(session, actor);
                            right.accept(session, actor);
                            return work.apply(session);
                        }));
    }

    private <T extends @Nullable Object> T locked(
            Actor actor, UUID id, BiConsumer<AiSession, Actor> right, Function<AiSession, T> work) {
        return refusalsAudited(
                actor,
                id,
                () ->
                        transaction.execute(tx -> {
                            AiSession session =
                                    sessions.lock(id).orElseThrow(DomainException::notFound);
                            access.requireReader(session, actor);
                            right.accept(session, actor);
                            return tellingCards(actor, session, () -> work.apply(session));
                        }));
    }

    /**
     * For work that already holds the lock inside a transaction of its own, as an event's handler
     * does.
     */
    public <T extends @Nullable Object> T tellingCards(
            Actor actor, AiSession session, Supplier<T> work) {
        SessionCard before = SessionEvents.card(session);
        T result = work.get();
        if (!before.equals(SessionEvents.card(session))) {
            session.raise(clock.instant());
            events.updated(session, actor, clock.instant());
        }
        return result;
    }

    private <T extends @Nullable Object> T refusalsAudited(
            Actor actor, UUID id, Supplier<@Nullable T> work) {
        try {
            return cast(work.get());
        } catch (DomainException no) {
            if (AUDITED.contains(no.code())) {
                // after the roll-back, in a transaction of its own: the refusal is the fact
                transaction.executeWithoutResult(tx ->
                        audit.record(
                                actor.forAudit(),
                                "session.refused",
                                "ai_session",
                                id,
                                Map.of("code", Objects.requireNonNull(no.code()))));
            }
            throw no;
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Object> T cast(@Nullable T value) {
        return value;
    }
}
