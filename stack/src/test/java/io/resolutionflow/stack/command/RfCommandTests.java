package io.resolutionflow.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.PartKind;
import io.resolutionflow.stack.system.OneMachine;
import io.resolutionflow.stack.system.Processes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RfCommandTests {

    @TempDir Path home;

    @Test
    void aTokenForSomebodyUnknownIsExitCodeTwo() {
        assertThat(run(Map.of(), "token", "nobody@acme.test")).isEqualTo(2);
    }

    @Test
    void statusOfWhatIsNotUpIsExitCodeOne() {
        assertThat(run(Map.of(), "status", "--json")).isEqualTo(1);
    }

    @Test
    void stoppingWhatIsDownSucceeds() {
        assertThat(run(Map.of(), "down")).isZero();
    }

    @Test
    void aPartThatDoesNotExistIsAUsageError() {
        assertThat(run(Map.of(), "kill", "toaster")).isEqualTo(2);
        assertThat(run(Map.of(), "restart", "toaster")).isEqualTo(2);
        assertThat(run(Map.of(), "logs", "toaster")).isEqualTo(2);
    }

    @Test
    void aBusyPortEndsUpBeforeAnythingIsStarted() throws Exception {
        try (var held = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int code =
                    run(
                            Map.of(
                                    "RF_UNITS",
                                    "kafka",
                                    "RF_PORT_KAFKA",
                                    String.valueOf(held.getLocalPort())),
                            "up");

            assertThat(code).isEqualTo(1);
            assertThat(home.resolve(".rf/run/kafka.pid")).doesNotExist();
            assertThat(home.resolve(".rf/data/kafka")).doesNotExist();
        }
    }

    @Test
    void twoCommandsDoNotStartOrStopPartsAtOnce() throws Exception {
        try (var _ = CommandLock.take(Instance.from(Map.of("RF_HOME", home.toString())).state())) {
            assertThat(run(Map.of(), "down")).isEqualTo(1);
        }
        assertThat(run(Map.of(), "down")).isZero();
    }

    @Test
    void theStatusHasTheMembersOfTheContract() {
        var part =
                new PartStatus("kafka", "backing", "up", 47L, 9092, 208L, "127.0.0.1:9092", null);
        var down =
                new PartStatus(
                        "keycloak",
                        "backing",
                        "down",
                        null,
                        8081,
                        null,
                        "http://127.0.0.1:8081",
                        null);

        assertThat(StatusReport.json(List.of(part, down)))
                .isEqualTo(
                        "[{\"name\":\"kafka\",\"kind\":\"backing\",\"state\":\"up\",\"pid\":47,\"port\":9092,"
                                + "\"rss_mb\":208,\"url\":\"127.0.0.1:9092\"},"
                                + "{\"name\":\"keycloak\",\"kind\":\"backing\",\"state\":\"down\",\"pid\":null,\"port\":8081,"
                                + "\"rss_mb\":null,\"url\":\"http://127.0.0.1:8081\"}]");
    }

    @Test
    void theModelHasEveryPartOfTheContract() {
        var model = new OneMachine(Instance.from(Map.of("RF_HOME", home.toString()))).model(true);

        assertThat(model.parts())
                .extracting(part -> part.name() + ":" + part.port())
                .containsExactly(
                        "postgres:5433",
                        "kafka:9092",
                        "keycloak:8081",
                        "connectwise-simulator:8190",
                        "autotask-simulator:8191",
                        "mail-sink:8195",
                        "webhook-sink:8196",
                        "ai-gateway-service:8105",
                        "session-service:8101",
                        "l1-walk-service:8102",
                        "handoff-service:8103",
                        "psa-writeback-service:8104",
                        "gateway:8080",
                        "web:8080");
        assertThat(model.units().stream().flatMap(unit -> unit.ports().stream()))
                .doesNotHaveDuplicates();
        assertThat(model.parts()).filteredOn(part -> part.kind() == PartKind.SERVICE).hasSize(6);
    }

    @Test
    void aScaledServiceIsSeveralPartsWithPortsOfTheirOwn() throws Exception {
        var instance = Instance.from(Map.of("RF_HOME", home.toString()));
        new Processes(instance).set("handoff-service", 4);

        var model = new OneMachine(instance).model(true);

        assertThat(model.parts())
                .extracting(part -> part.name() + ":" + part.port())
                .contains(
                        "handoff-service:8103",
                        "handoff-service-2:8113",
                        "handoff-service-3:8123",
                        "handoff-service-4:8133");
        assertThat(model.units().stream().flatMap(unit -> unit.ports().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theGatewayIsToldEveryAddressOfAScaledServiceUntilDown() throws Exception {
        var instance = Instance.from(Map.of("RF_HOME", home.toString()));
        var processes = new Processes(instance);
        processes.set("session-service", 2);
        processes.publish();

        var addresses = new Properties();
        try (var in = Files.newInputStream(home.resolve(".rf/run/addresses.properties"))) {
            addresses.load(in);
        }
        assertThat(addresses)
                .containsOnly(
                        Map.entry(
                                "session-service", "http://127.0.0.1:8101,http://127.0.0.1:8111"));

        assertThat(run(Map.of(), "down")).isZero();
        assertThat(processes.of("session-service")).isOne();
        assertThat(home.resolve(".rf/run/addresses.properties")).doesNotExist();
    }

    @Test
    void onlyAServiceBehindTheGatewayCanBeScaledAndToFourAtMost() {
        assertThat(run(Map.of(), "scale", "gateway", "2")).isEqualTo(2);
        assertThat(run(Map.of(), "scale", "kafka", "2")).isEqualTo(2);
        assertThat(run(Map.of(), "scale", "session-service", "0")).isEqualTo(2);
        assertThat(run(Map.of(), "scale", "session-service", "5")).isEqualTo(2);
        assertThat(run(Map.of(), "scale", "session-service", "many")).isEqualTo(2);
        assertThat(home.resolve(".rf/run/processes.properties")).doesNotExist();
    }

    private int run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("RF_HOME", home.toString());
        return RfCommand.commandLine(environment).execute(arguments);
    }
}
