package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keycloak from its distribution, on its development file store. Its data outlives restarts; the
 * realm file is read only when the realm does not exist yet.
 */
public final class KeycloakServer implements Program {

    private static final int HEAP_MEBIBYTES = 256;

    /** Services with a confidential client of the same name. */
    public static final List<String> SERVICES =
            List.of(
                    "session-service",
                    "l1-walk-service",
                    "handoff-service",
                    "psa-writeback-service",
                    "ai-gateway-service");

    // the distribution's own start script passes these
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:MaxMetaspaceSize=256m",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");

    private final Instance instance;
    private final Path distribution;
    private final Path home;

    public KeycloakServer(Instance instance, Path distribution) {
        this.instance = instance;
        this.distribution = distribution;
        this.home = instance.state().root().resolve("data").resolve("keycloak");
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        augment(progress);
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.createDirectories(home.resolve("conf"));
        for (String shared : List.of("lib", "providers", "themes")) {
            link(home.resolve(shared), distribution.resolve(shared));
        }
        Resources.copy("keycloak/resolutionflow-realm.json", imports);
    }

    @Override
    public Optional<Launch> launch() {
        int port = instance.ports().of(PortName.KEYCLOAK);
        List<String> arguments =
                List.of(
                        "start",
                        "--optimized",
                        "--import-realm",
                        // one node: no cluster port
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        // fixes the issuer, whatever address a caller used
                        "--hostname=http://127.0.0.1:" + port,
                        "--log-level=warn,io.quarkus:info,org.keycloak.exportimport:info");
        return Optional.of(new Launch(java(home, arguments), environment(), home));
    }

    @Override
    public void afterReady() throws IOException, InterruptedException {
        String port = String.valueOf(instance.ports().of(PortName.GATEWAY));
        Path known = home.resolve("gateway-port");
        if (Files.exists(known) && !Files.readString(known).equals(port)) {
            new KeycloakWebClient(
                            instance.ports().http(PortName.KEYCLOAK),
                            instance.secrets().get("keycloak-admin"))
                    .serveFrom(instance.ports().of(PortName.GATEWAY));
        }
        Files.writeString(known, port);
    }

    /** Secret of a service's confidential client. */
    public static String clientSecret(Instance instance, String service) {
        return instance.secrets().get("client-" + service);
    }

    /** E.g. {@code RF_CLIENT_SECRET_SESSION_SERVICE}. */
    public static String secretVariable(String service) {
        return "RF_CLIENT_SECRET_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    // Keycloak wants to be built once for its options before it starts quickly; all instances share
    // the result
    private void augment(Progress progress) throws IOException, InterruptedException {
        Path done = distribution.resolve("lib/quarkus/.built-for-resolutionflow");
        if (Files.exists(done)) {
            return;
        }
        progress.say("keycloak", "preparing the server (once, about 20 s)");
        Commands.run(java(distribution, List.of("build")), "", Map.of());
        Files.createFile(done);
    }

    private List<String> java(Path keycloakHome, List<String> arguments) {
        List<String> rest = new ArrayList<>(OPTIONS);
        rest.add("-Dkc.home.dir=" + keycloakHome);
        rest.add("-cp");
        rest.add(distribution.resolve("lib/quarkus-run.jar").toString());
        rest.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        rest.addAll(arguments);
        return Jvm.command(HEAP_MEBIBYTES, rest);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", instance.secrets().get("keycloak-admin"));
        // placeholders of the realm file
        environment.put("RF_PORT_GATEWAY", String.valueOf(instance.ports().of(PortName.GATEWAY)));
        for (String service : SERVICES) {
            environment.put(secretVariable(service), clientSecret(instance, service));
        }
        return environment;
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
