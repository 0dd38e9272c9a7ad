package io.resolutionflow.aigateway.ledger;

import java.util.Set;

/** What a call may name as the piece of work it belongs to (contract-ai §3.1). */
public final class ReferenceKinds {

    public static final Set<String> ALL =
            Set.of("ai_session", "l1_walk", "handoff", "flow", "proposal", "account");

    private ReferenceKinds() {}
}
