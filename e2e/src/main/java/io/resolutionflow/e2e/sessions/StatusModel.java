package io.resolutionflow.e2e.sessions;

/**
 * The part of contract-sessions §2 that the owner of a private session can reach by public calls of
 * session-service alone, in plain Java.
 *
 * @param status as the service tells it
 * @param handedOver it waits for a colleague
 */
record StatusModel(String status, boolean handedOver) {

    static final StatusModel STARTED = new StatusModel("active", false);

    enum Act {
        PAUSE,
        RESUME,
        ABANDON,
        ESCALATE,
        RESOLVE
    }

    /**
     * @param code {@code ok} or the code of the refusal
     */
    record Outcome(StatusModel next, String code) {}

    private boolean isOpen() {
        return !status.equals("resolved") && !status.equals("abandoned");
    }

    Outcome after(Act act) {
        return switch (act) {
            case PAUSE -> oneWay("active", "paused");
            case RESUME -> oneWay("paused", "active");
            case ABANDON ->
                    status.equals("active") || status.equals("paused") || status.equals("abandoned")
                            ? ok("abandoned", false)
                            : no("invalid_session_status");
            case RESOLVE -> isOpen() ? ok("resolved", false) : no("invalid_session_status");
            case ESCALATE -> {
                if (!isOpen()) {
                    yield no("session_not_handoverable");
                }
                yield handedOver ? no("handoff_open") : ok("requesting_escalation", true);
            }
        };
    }

    private Outcome oneWay(String from, String to) {
        return status.equals(from) || status.equals(to)
                ? ok(to, false)
                : no("invalid_session_status");
    }

    private Outcome ok(String next, boolean waits) {
        return new Outcome(new StatusModel(next, waits), "ok");
    }

    private Outcome no(String code) {
        return new Outcome(this, code);
    }
}
