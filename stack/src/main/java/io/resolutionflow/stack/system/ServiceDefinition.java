package io.resolutionflow.stack.system;

import io.resolutionflow.stack.instance.PortName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The six services. */
public enum ServiceDefinition {
    AI_GATEWAY("ai-gateway-service", PortName.AI_GATEWAY, "ai", 512),
    SESSION("session-service", PortName.SESSION, "session", 224),
    L1_WALK("l1-walk-service", PortName.L1_WALK, "l1", 224),
    /** An open stream takes 0.2 MiB; with 700 of them 224 MiB meant a full collection every 7 s. */
    HANDOFF("handoff-service", PortName.HANDOFF, "handoff", 384),
    PSA_WRITEBACK("psa-writeback-service", PortName.PSA_WRITEBACK, "psa", 224),
    GATEWAY("gateway", PortName.GATEWAY, null, 192);

    private final String module;
    private final PortName port;
    private final @Nullable String schema;
    private final int heapMebibytes;

    ServiceDefinition(String module, PortName port, @Nullable String schema, int heapMebibytes) {
        this.module = module;
        this.port = port;
        this.schema = schema;
        this.heapMebibytes = heapMebibytes;
    }

    static ServiceDefinition ofModule(String module) {
        return List.of(values()).stream()
                .filter(service -> service.module.equals(module))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service " + module));
    }

    /** Module, part and OAuth client at once. */
    public String module() {
        return module;
    }

    public PortName port() {
        return port;
    }

    /** Empty for the gateway, which stores nothing. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    int heapMebibytes() {
        return heapMebibytes;
    }

    /** Variable by which the others learn its address; the gateway is not called by services. */
    Optional<String> urlVariable() {
        return schema().map(
                        _ -> "RF_" + module.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL");
    }
}
