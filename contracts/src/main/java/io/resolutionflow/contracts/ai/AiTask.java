package io.resolutionflow.contracts.ai;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The task registry of contract-ai §4: nothing outside it can spend. */
public enum AiTask {
    FLOWPILOT_START("session", Tier.STANDARD, 2_000, 60, Phase.START, true, Offline.AUTO),
    FLOWPILOT_RESPOND("session", Tier.STANDARD, 2_000, 60, Phase.CONTINUE, true, Offline.AUTO),
    FLOWPILOT_PICKUP("session", Tier.STANDARD, 1_500, 30, Phase.CONTINUE, true, Offline.AUTO),
    CHAT_MESSAGE("session", Tier.STANDARD, 3_000, 60, Phase.START_WHILE_EMPTY, true, Offline.AUTO),
    FACT_SYNTHESIS("session", Tier.FAST, 200, 15, Phase.CONTINUE, false, Offline.AUTO),
    TICKET_NOTES("session", Tier.STANDARD, 4_000, 120, Phase.CONTINUE, true, Offline.AUTO),
    STATUS_UPDATE("session", Tier.STANDARD, 900, 30, Phase.CONTINUE, true, Offline.AUTO),
    RESOLUTION_OUTPUT("session", Tier.STANDARD, 2_500, 60, Phase.CONTINUE, false, Offline.AUTO),
    HISTORY_DIGEST("session", Tier.FAST, 1_000, 30, Phase.CONTINUE, false, Offline.NEVER),
    RESOLUTION_NOTE("psa-writeback", Tier.STANDARD, 1_800, 60, Phase.CONTINUE, true, Offline.AUTO),
    ESCALATION_PACKAGE(
            "psa-writeback", Tier.STANDARD, 2_500, 60, Phase.CONTINUE, true, Offline.AUTO),
    HANDOFF_ASSESSMENT("handoff", Tier.STANDARD, 1_800, 45, Phase.CONTINUE, false, Offline.AUTO),
    L1_CLASSIFY("l1-walk", Tier.FAST, 64, 3, Phase.CONTINUE, false, Offline.AUTO),
    L1_NEXT_NODE("l1-walk", Tier.STANDARD, 700, 24, Phase.START_WHILE_EMPTY, true, Offline.AUTO),
    FLOW_DRAFT("l1-walk", Tier.DEEP, 6_000, 120, Phase.CONTINUE, false, Offline.NEVER);

    /** Named strength of a model; the operator routes it to real ones. */
    public enum Tier {
        FAST,
        STANDARD,
        DEEP;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether a spent quota may refuse the task ({@code START}) or must let it go on ({@code
     * CONTINUE}).
     */
    public enum Phase {
        START,
        CONTINUE,
        /** A start while the inputs hold no history, facts or path; then a continuation. */
        START_WHILE_EMPTY
    }

    /** What to do without a model (contract-ai §3.5). */
    public enum Offline {
        AUTO,
        NEVER,
        ONLY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String owner;
    private final Tier tier;
    private final int maxOutputTokens;
    private final Duration timeout;
    private final Phase phase;
    private final boolean countsCall;
    private final Offline offline;

    AiTask(
            String owner,
            Tier tier,
            int maxOutputTokens,
            int timeoutSeconds,
            Phase phase,
            boolean countsCall,
            Offline offline) {
        this.owner = owner;
        this.tier = tier;
        this.maxOutputTokens = maxOutputTokens;
        this.timeout = Duration.ofSeconds(timeoutSeconds);
        this.phase = phase;
        this.countsCall = countsCall;
        this.offline = offline;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AiTask> fromWireName(String name) {
        return Arrays.stream(values()).filter(task -> task.wireName().equals(name)).findFirst();
    }

    public String owner() {
        return owner;
    }

    public Tier tier() {
        return tier;
    }

    public int maxOutputTokens() {
        return maxOutputTokens;
    }

    public Duration timeout() {
        return timeout;
    }

    public Phase phase() {
        return phase;
    }

    public boolean countsCall() {
        return countsCall;
    }

    public Offline offline() {
        return offline;
    }
}
