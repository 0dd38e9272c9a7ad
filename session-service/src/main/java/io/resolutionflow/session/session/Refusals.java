package io.resolutionflow.session.session;

import io.resolutionflow.platform.problem.DomainException;
import java.util.List;

/** The conflicts of contract-sessions §1 and §2, each said once. */
public final class Refusals {

    private Refusals() {}

    /** Throws the "no" of the machine, if it is one. */
    public static void check(StatusMachine.Verdict verdict, AiSession session) {
        switch (verdict) {
            case StatusMachine.Verdict.Move _,
                    StatusMachine.Verdict.Gone _,
                    StatusMachine.Verdict.AlreadySo _ -> {}
            case StatusMachine.Verdict.WrongStatus(List<SessionStatus> allowed) ->
                    throw wrongStatus(session, allowed);
            case StatusMachine.Verdict.HandoffOpen _ ->
                    throw DomainException.conflict(
                                    "handoff_open",
                                    "This session already waits for a colleague. Cancel that hand-off first.")
                            .with("handoff_id", session.openHandoffId());
            case StatusMachine.Verdict.NotHandoverable _ ->
                    throw DomainException.conflict(
                                    "session_not_handoverable",
                                    "A session that has ended cannot be handed over.")
                            .with("session_status", session.status().wire());
            case StatusMachine.Verdict.NotPostable _ ->
                    throw DomainException.conflict(
                                    "session_not_postable",
                                    "Session is already " + session.status().wire() + ".")
                            .with("session_status", session.status().wire());
            case StatusMachine.Verdict.Finished _ -> throw finished(session, "superseded");
            case StatusMachine.Verdict.WasHandedOver _ ->
                    throw DomainException.conflict(
                            "session_was_handed_over",
                            "Colleagues have worked or wait to work on this session, so it cannot be deleted. Abandon it instead.");
        }
    }

    /**
     * @throws DomainException 409 {@code invalid_session_status} when the session has ended
     */
    public static void requireOpen(AiSession session) {
        if (!session.status().isOpen()) {
            throw wrongStatus(session, SessionStatus.OPEN);
        }
    }

    public static DomainException wrongStatus(AiSession session, List<SessionStatus> allowed) {
        return DomainException.conflict(
                        "invalid_session_status",
                        "This is not possible while the session is "
                                + session.status().wire().replace('_', ' ')
                                + ".")
                .with("session_status", session.status().wire())
                .with("allowed", allowed.stream().map(SessionStatus::wire).toList());
    }

    /** 409 {@code session_finished}: an act on a hand-off that came too late. */
    public static DomainException finished(AiSession session, String reason) {
        return DomainException.conflict(
                        "session_finished", "The session went on without this hand-off.")
                .with("session_status", session.status().wire())
                .with("reason", reason);
    }
}
