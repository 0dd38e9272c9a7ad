package io.resolutionflow.l1walk.intake;

/**
 * What a call came to: an intake that started no walk is answered by later ones ({@code
 * follows_intake_id}), each of which may be answered again. Pieces of SQL over an intake {@code i}.
 */
public final class IntakeThread {

    /** The walks of the intake and of all that followed it. */
    public static final String WALKS =
            """
            (with recursive thread(id) as (
                 select i.id
                 union
                 select n.id from intake n join thread t on n.follows_intake_id = t.id where n.account_id = i.account_id)
             select x.* from thread t join walk x on x.account_id = i.account_id and x.intake_id = t.id)
            """;

    /** No published flow was walked (contract-l1 §2). */
    public static final String UNMET =
            "not exists (select 1 from " + WALKS + " w where w.session_kind = 'flow')";

    private IntakeThread() {}
}
