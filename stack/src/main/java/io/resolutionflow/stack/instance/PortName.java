package io.resolutionflow.stack.instance;

/**
 * Every port of the system with its default (one-machine.md); {@code RF_PORT_<NAME>} overrides it.
 */
public enum PortName {
    GATEWAY(8080),
    KEYCLOAK(8081),
    POSTGRES(5433),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    SESSION(8101),
    L1_WALK(8102),
    HANDOFF(8103),
    PSA_WRITEBACK(8104),
    AI_GATEWAY(8105),
    CONNECTWISE(8190),
    AUTOTASK(8191),
    PSA_ADMIN(8192),
    LLM(8193),
    SMTP(8194),
    MAIL(8195),
    WEBHOOK(8196);

    private final int standard;

    PortName(int standard) {
        this.standard = standard;
    }

    public int standard() {
        return standard;
    }

    public String variable() {
        return "RF_PORT_" + name();
    }
}
