package io.resolutionflow.session;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The status of a session in plain Java, written from contract-sessions §2 and §10 alone: no
 * database, no framework, nothing of the service. One operation on one state gives one answer and
 * one next state.
 *
 * @param epoch of the last act on the open or last claimed hand-off
 * @param acts acts that were answered before: the answer is given again
 */
record SessionModel(
        String status,
        UUID owner,
        UUID handler,
        @Nullable Handoff open,
        @Nullable Handoff last,
        int epoch,
        boolean changedHands,
        boolean deleted,
        Set<UUID> handlers,
        Map<String, String> acts) {

    static final String ACTIVE = "active";
    static final String PAUSED = "paused";
    static final String REQUESTING = "requesting_escalation";
    static final String ESCALATED = "escalated";
    static final String RESOLVED = "resolved";
    static final String ABANDONED = "abandoned";

    /**
     * @param previous the status before the hand-over
     * @param waiting the status it waits in
     */
    record Handoff(UUID id, String intent, UUID by, String previous, String waiting) {}

    enum Kind {
        PAUSE,
        RESUME,
        ABANDON,
        RESOLVE,
        ESCALATE,
        DELETE,
        PARK,
        REQUEST,
        CLAIM,
        RELEASE,
        REASSIGN,
        CANCEL,
        NOTE_POST,
        PACKAGE_POST
    }

    /**
     * @param id of the hand-off, or of the write-back
     * @param other the new handler of a reassign; the hand-off of a package post
     */
    record Op(Kind kind, UUID actor, UUID id, int epoch, UUID other) {
        private String key() {
            return kind + " " + id + " " + epoch;
        }
    }

    /**
     * @param code {@code ok}, or the code of the refusal
     * @param events what is told, by type, in order
     */
    record Outcome(SessionModel next, String code, boolean raises, String... events) {}

    static SessionModel started(UUID owner) {
        return new SessionModel(
                ACTIVE, owner, owner, null, null, 0, false, false, Set.of(owner), Map.of());
    }

    boolean isOpen() {
        return !status.equals(RESOLVED) && !status.equals(ABANDONED);
    }

    private boolean waits() {
        return status.equals(REQUESTING) || status.equals(ESCALATED);
    }

    Outcome apply(Op op) {
        if (deleted) {
            return no("not_found");
        }
        return switch (op.kind()) {
            case PAUSE, RESUME, ABANDON, RESOLVE, ESCALATE -> asHandler(op);
            case DELETE -> delete(op);
            case PARK, REQUEST -> request(op);
            case CLAIM, RELEASE, REASSIGN, CANCEL -> act(op);
            case NOTE_POST, PACKAGE_POST -> writeback(op);
        };
    }

    private boolean reads(UUID who) {
        return who.equals(owner) || handlers.contains(who) || open != null;
    }

    private Outcome asHandler(Op op) {
        if (!reads(op.actor())) {
            return no("not_found");
        }
        if (!op.actor().equals(handler)) {
            return no("not_session_handler");
        }
        return switch (op.kind()) {
            case PAUSE ->
                    status.equals(ACTIVE) ? yes(to(PAUSED), "session.paused") : already(PAUSED);
            case RESUME ->
                    status.equals(PAUSED)
                            ? yes(withdrawn().to(ACTIVE), "session.resumed")
                            : already(ACTIVE);
            case ABANDON ->
                    status.equals(ACTIVE) || status.equals(PAUSED)
                            ? yes(opening(null).to(ABANDONED), "session.abandoned")
                            : already(ABANDONED);
            case RESOLVE ->
                    isOpen()
                            ? yes(opening(null).to(RESOLVED), "session.resolved")
                            : no("invalid_session_status");
            default -> handOver(op.id(), "escalate", REQUESTING, true);
        };
    }

    private Outcome already(String so) {
        return status.equals(so) ? new Outcome(this, "ok", false) : no("invalid_session_status");
    }

    private Outcome delete(Op op) {
        if (!reads(op.actor())) {
            return no("not_found");
        }
        if (!op.actor().equals(owner)) {
            return no("owner_only");
        }
        return open != null || !handler.equals(owner) || changedHands
                ? no("session_was_handed_over")
                : yes(gone(), "session.deleted");
    }

    private Outcome request(Op op) {
        if (acts.containsKey("opened " + op.id())) {
            return acts.get("opened " + op.id()).equals(op.kind().name())
                    ? new Outcome(this, "ok", false)
                    : no("handoff_id_reused");
        }
        if (!op.actor().equals(handler)) {
            return no("not_session_handler");
        }
        Outcome made =
                op.kind() == Kind.PARK
                        ? handOver(op.id(), "park", PAUSED, false)
                        : handOver(op.id(), "escalate", REQUESTING, true);
        return made.code().equals("ok")
                ? made.next().knowing("opened " + op.id(), op.kind().name(), made)
                : made;
    }

    private Outcome handOver(UUID id, String intent, String to, boolean mayReplace) {
        if (!isOpen()) {
            return no("session_not_handoverable");
        }
        boolean ownPark = open != null && open.intent().equals("park") && open.by().equals(handler);
        return open != null && !(mayReplace && ownPark)
                ? no("handoff_open")
                : opened(id, intent, to);
    }

    private Outcome opened(UUID id, String intent, String to) {
        var handoff = new Handoff(id, intent, handler, status, to);
        return yes(opening(handoff).epoch(0).to(to), "session.handoff_requested");
    }

    private Outcome act(Op op) {
        if (acts.containsKey(op.key())) {
            return new Outcome(this, "ok", false);
        }
        boolean waiting = open != null && open.id().equals(op.id());
        boolean claimed = open == null && last != null && last.id().equals(op.id());
        if ((waiting || claimed) && op.epoch() <= epoch) {
            return new Outcome(this, "ok", false);
        }
        if (!isOpen() || !(waiting || claimed)) {
            return no("session_finished");
        }
        return switch (op.kind()) {
            case CLAIM -> claim(op, waiting);
            case RELEASE -> waiting ? passed(op) : release(op);
            case REASSIGN -> waiting ? known(op, yes(epoch(op.epoch()))) : handedTo(op, op.other());
            default -> waiting ? cancel(op) : no("session_finished");
        };
    }

    /** The claim it undoes was overtaken: nothing changes but the epoch. */
    private Outcome passed(Op op) {
        return new Outcome(epoch(op.epoch()), "ok", false);
    }

    private Outcome claim(Op op, boolean waiting) {
        if (waiting && open != null && open.by().equals(op.actor())) {
            return no("own_handoff");
        }
        SessionModel next =
                (waiting ? lastly(open).opening(null) : this)
                        .handledBy(op.actor())
                        .epoch(op.epoch())
                        .to(ACTIVE);
        return known(op, yes(next, "session.claim_applied"));
    }

    private Outcome release(Op op) {
        Handoff back = last;
        SessionModel next = opening(back).handledBy(back.by()).epoch(op.epoch()).to(back.waiting());
        return known(op, yes(next, "session.claim_released"));
    }

    private Outcome handedTo(Op op, UUID who) {
        return known(op, yes(handledBy(who).epoch(op.epoch()), "session.handler_changed"));
    }

    private Outcome cancel(Op op) {
        String back = open.previous().equals(RESOLVED) ? ACTIVE : open.previous();
        return known(op, yes(withdrawn().epoch(op.epoch()).to(back), "session.handoff_withdrawn"));
    }

    private Outcome writeback(Op op) {
        String key = "writeback " + op.id();
        if (acts.containsKey(key)) {
            return acts.get(key).equals(op.kind().name())
                    ? new Outcome(this, "ok", false)
                    : no("idempotency_key_reused");
        }
        if (!op.actor().equals(handler)) {
            return no("session_taken_over");
        }
        Outcome done = op.kind() == Kind.NOTE_POST ? note() : packaged(op);
        return done.code().equals("ok") ? done.next().knowing(key, op.kind().name(), done) : done;
    }

    private Outcome note() {
        return isOpen()
                ? yes(opening(null).to(RESOLVED), "session.resolved")
                : no("session_not_postable");
    }

    private Outcome packaged(Op op) {
        if (status.equals(ESCALATED) || status.equals(ABANDONED)) {
            return no("session_not_postable");
        }
        if (status.equals(REQUESTING)) {
            var posted =
                    new Handoff(open.id(), open.intent(), open.by(), open.previous(), ESCALATED);
            return yes(opening(posted).to(ESCALATED), "session.package_attached");
        }
        return opened(op.other(), "escalate", ESCALATED);
    }

    private Outcome yes(SessionModel next, String... events) {
        return new Outcome(next, "ok", true, events);
    }

    private Outcome no(String code) {
        return new Outcome(this, code, false);
    }

    private Outcome known(Op op, Outcome outcome) {
        return outcome.code().equals("ok")
                ? outcome.next().knowing(op.key(), "done", outcome)
                : outcome;
    }

    private Outcome knowing(String key, String value, Outcome outcome) {
        var more = new java.util.HashMap<>(acts);
        more.put(key, value);
        var next =
                new SessionModel(
                        status,
                        owner,
                        handler,
                        open,
                        last,
                        epoch,
                        changedHands,
                        deleted,
                        handlers,
                        Map.copyOf(more));
        return new Outcome(next, outcome.code(), outcome.raises(), outcome.events());
    }

    private SessionModel to(String newStatus) {
        return new SessionModel(
                newStatus,
                owner,
                handler,
                open,
                last,
                epoch,
                changedHands,
                deleted,
                handlers,
                acts);
    }

    private SessionModel opening(@Nullable Handoff handoff) {
        return new SessionModel(
                status,
                owner,
                handler,
                handoff,
                last,
                epoch,
                changedHands,
                deleted,
                handlers,
                acts);
    }

    private SessionModel lastly(@Nullable Handoff handoff) {
        return new SessionModel(
                status,
                owner,
                handler,
                open,
                handoff,
                epoch,
                changedHands,
                deleted,
                handlers,
                acts);
    }

    private SessionModel epoch(int newEpoch) {
        return new SessionModel(
                status,
                owner,
                handler,
                open,
                last,
                newEpoch,
                changedHands,
                deleted,
                handlers,
                acts);
    }

    private SessionModel handledBy(UUID who) {
        var all = new HashSet<>(handlers);
        all.add(who);
        return new SessionModel(
                status,
                owner,
                who,
                open,
                last,
                epoch,
                changedHands || !who.equals(owner),
                deleted,
                Set.copyOf(all),
                acts);
    }

    /**
     * What was open is taken back; a hand-off that waited again after a release is gone for good.
     */
    private SessionModel withdrawn() {
        boolean same = open != null && last != null && open.id().equals(last.id());
        return (same ? lastly(null) : this).opening(null);
    }

    private SessionModel gone() {
        return new SessionModel(
                status, owner, handler, open, last, epoch, changedHands, true, handlers, acts);
    }

    /** What can be seen of it from outside. */
    String seen() {
        return deleted
                ? "gone"
                : status
                        + " handler="
                        + handler
                        + " open="
                        + (open == null ? null : open.id() + "/" + open.intent());
    }
}
