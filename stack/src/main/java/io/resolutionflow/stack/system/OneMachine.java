package io.resolutionflow.stack.system;

import io.resolutionflow.stack.backing.KafkaBroker;
import io.resolutionflow.stack.backing.KeycloakServer;
import io.resolutionflow.stack.backing.Postgres;
import io.resolutionflow.stack.backing.PostgresAccess;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Part;
import io.resolutionflow.stack.part.PartKind;
import io.resolutionflow.stack.part.Probe;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.SystemModel;
import io.resolutionflow.stack.part.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The whole system as data: what runs, on which ports, what waits for what, and how each shows that
 * it is ready.
 */
public final class OneMachine {

    private static final Duration BACKING_READY = Duration.ofSeconds(120);
    private static final Duration SERVICE_READY = Duration.ofSeconds(240);
    private static final String BACKING = "stack/backing/target";

    private final Instance instance;
    private final ServiceEnvironment environment;

    public OneMachine(Instance instance) {
        this.instance = instance;
        this.environment = new ServiceEnvironment(instance);
    }

    /**
     * @param withWeb whether the web app counts as a part
     */
    public SystemModel model(boolean withWeb) {
        List<Unit> units = new ArrayList<>(List.of(postgres(), kafka(), keycloak(), simulators()));
        // for tests and benches only
        if (instance.variable("RF_WITH_LLM_SIMULATOR").isPresent()) {
            units.add(modelSimulator());
        }
        for (ServiceDefinition service : ServiceDefinition.values()) {
            if (service == ServiceDefinition.GATEWAY) {
                units.add(gateway(withWeb));
            } else {
                units.addAll(processes(service));
            }
        }
        return new SystemModel(units);
    }

    private Unit postgres() {
        var access = PostgresAccess.of(instance);
        boolean own = instance.variable("RF_POSTGRES_URL").isEmpty();
        return new Unit(
                "postgres",
                List.of(),
                own ? List.of(access.port()) : List.of(),
                Postgres.of(instance),
                BACKING_READY,
                List.of(
                        new Part(
                                "postgres",
                                PartKind.BACKING,
                                access.port(),
                                "postgresql://"
                                        + access.host()
                                        + ":"
                                        + access.port()
                                        + "/"
                                        + PostgresAccess.DATABASE,
                                Probe.tcp(access.host(), access.port()))));
    }

    private Unit kafka() {
        int port = port(PortName.KAFKA);
        return new Unit(
                "kafka",
                List.of(),
                List.of(port, port(PortName.KAFKA_CONTROLLER)),
                new KafkaBroker(
                        instance, instance.repository().resolve(BACKING).resolve("kafka/libs")),
                BACKING_READY,
                List.of(
                        new Part(
                                "kafka",
                                PartKind.BACKING,
                                port,
                                KafkaBroker.bootstrapServers(instance),
                                Probe.tcp("127.0.0.1", port))));
    }

    private Unit keycloak() {
        return new Unit(
                "keycloak",
                List.of(),
                List.of(port(PortName.KEYCLOAK)),
                new KeycloakServer(instance, keycloakDistribution()),
                BACKING_READY,
                List.of(
                        new Part(
                                "keycloak",
                                PartKind.BACKING,
                                port(PortName.KEYCLOAK),
                                instance.ports().http(PortName.KEYCLOAK),
                                Probe.http(
                                        instance.issuer() + "/.well-known/openid-configuration"))));
    }

    private Path keycloakDistribution() {
        Path parent = instance.repository().resolve(BACKING).resolve("keycloak");
        if (!Files.isDirectory(parent)) {
            return parent.resolve("not-built");
        }
        try (var directories = Files.list(parent)) {
            return directories
                    .sorted()
                    .reduce((_, last) -> last)
                    .orElse(parent.resolve("not-built"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + parent, e);
        }
    }

    private Unit simulators() {
        List<Part> parts =
                List.of(
                        simulator(
                                "connectwise-simulator", PortName.CONNECTWISE, PortName.PSA_ADMIN),
                        simulator("autotask-simulator", PortName.AUTOTASK, PortName.PSA_ADMIN),
                        simulator("mail-sink", PortName.MAIL, PortName.SMTP),
                        simulator("webhook-sink", PortName.WEBHOOK, PortName.WEBHOOK));
        List<Integer> ports =
                List.of(
                        port(PortName.CONNECTWISE),
                        port(PortName.AUTOTASK),
                        port(PortName.PSA_ADMIN),
                        port(PortName.SMTP),
                        port(PortName.MAIL),
                        port(PortName.WEBHOOK));
        return new Unit(
                "simulators",
                List.of(),
                ports,
                new Simulators("simulators", "SimulatorsApplication", instance),
                BACKING_READY,
                parts);
    }

    private Unit modelSimulator() {
        Probe probe = Probe.tcp("127.0.0.1", port(PortName.LLM));
        return new Unit(
                "llm-simulator",
                List.of(),
                List.of(port(PortName.LLM)),
                new Simulators("llm-simulator", "llm.LlmSimulatorApplication", instance),
                BACKING_READY,
                List.of(
                        new Part(
                                "llm-simulator",
                                PartKind.SIMULATOR,
                                port(PortName.LLM),
                                instance.ports().http(PortName.LLM),
                                probe)));
    }

    private Part simulator(String name, PortName port, PortName second) {
        Probe probe = Probe.tcp("127.0.0.1", port(port)).and(Probe.tcp("127.0.0.1", port(second)));
        return new Part(name, PartKind.SIMULATOR, port(port), instance.ports().http(port), probe);
    }

    private List<Unit> processes(ServiceDefinition service) {
        return IntStream.rangeClosed(1, new Processes(instance).of(service.module()))
                .mapToObj(number ->
                        unit(
                                service,
                                number,
                                List.of("postgres", "kafka"),
                                List.of(servicePart(service, number))))
                .toList();
    }

    private Unit gateway(boolean withWeb) {
        List<Part> parts = new ArrayList<>(List.of(servicePart(ServiceDefinition.GATEWAY, 1)));
        String url = instance.ports().http(PortName.GATEWAY);
        if (withWeb) {
            parts.add(
                    new Part(
                            "web",
                            PartKind.WEB,
                            port(PortName.GATEWAY),
                            url,
                            Probe.http(url + "/")));
        }
        return unit(ServiceDefinition.GATEWAY, 1, List.of(), parts);
    }

    private Unit unit(
            ServiceDefinition service, int number, List<String> waitsFor, List<Part> parts) {
        String name = Processes.name(service.module(), number);
        Program program = new JavaService(name, service, environment.of(service, number), instance);
        int offset = Processes.offset(number);
        List<Integer> ports =
                List.of(
                        port(service.port()) + offset,
                        instance.ports().management(service.port()) + offset);
        return new Unit(name, waitsFor, ports, program, SERVICE_READY, parts);
    }

    private Part servicePart(ServiceDefinition service, int number) {
        int port = port(service.port()) + Processes.offset(number);
        int management = instance.ports().management(service.port()) + Processes.offset(number);
        return new Part(
                Processes.name(service.module(), number),
                PartKind.SERVICE,
                port,
                "http://127.0.0.1:" + port,
                Probe.http("http://127.0.0.1:" + management + "/actuator/health/readiness"));
    }

    private int port(PortName name) {
        return instance.ports().of(name);
    }
}
