package io.resolutionflow.l1walk.flow;

import java.util.Set;

/** Why a walk may be handed on: a closed list (KD-72, contract-l1 §4.4). */
public final class HandOffReasons {

    public static final String OTHER = "other";

    public static final Set<String> ALL =
            Set.of(
                    "exhausted_safe_steps",
                    "flow_says_escalate",
                    "no_matching_flow",
                    "out_of_scope",
                    "needs_permissions",
                    "security_incident",
                    "outage_multiple_users",
                    "hardware_onsite",
                    "vendor_third_party",
                    "customer_request",
                    "time_exceeded",
                    OTHER);

    private HandOffReasons() {}
}
