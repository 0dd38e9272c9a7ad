package io.resolutionflow.stack.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void standardPortsAreThoseOfTheContract() {
        var ports = Ports.from(Map.of(), Map.of());

        assertThat(ports.of(PortName.GATEWAY)).isEqualTo(8080);
        assertThat(ports.of(PortName.POSTGRES)).isEqualTo(5433);
        assertThat(ports.of(PortName.AI_GATEWAY)).isEqualTo(8105);
        assertThat(ports.of(PortName.WEBHOOK)).isEqualTo(8196);
    }

    @Test
    void noTwoPortsAreTheSameEvenWithManagementPorts() {
        var ports = Ports.from(Map.of(), Map.of());
        var services =
                Arrays.asList(
                        PortName.GATEWAY,
                        PortName.SESSION,
                        PortName.L1_WALK,
                        PortName.HANDOFF,
                        PortName.PSA_WRITEBACK,
                        PortName.AI_GATEWAY);

        assertThat(ports.byName().values()).doesNotHaveDuplicates();
        assertThat(services.stream().map(ports::management))
                .doesNotContainAnyElementsOf(ports.byName().values());
    }

    @Test
    void managementPortsAreAHundredAbove() {
        var ports = Ports.from(Map.of("RF_PORT_SESSION", "18101"), Map.of());

        assertThat(ports.management(PortName.SESSION)).isEqualTo(18_201);
    }

    @Test
    void theEnvironmentWinsOverARunningInstanceAndThatOverTheStandard() {
        var ports =
                Ports.from(
                        Map.of("RF_PORT_GATEWAY", "9001"),
                        Map.of("RF_PORT_GATEWAY", "9002", "RF_PORT_KEYCLOAK", "9003"));

        assertThat(ports.of(PortName.GATEWAY)).isEqualTo(9001);
        assertThat(ports.of(PortName.KEYCLOAK)).isEqualTo(9003);
        assertThat(ports.of(PortName.KAFKA)).isEqualTo(9092);
    }

    @Test
    void aValueThatIsNoPortIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.from(Map.of("RF_PORT_MAIL", "mail"), Map.of()))
                .withMessageContaining("RF_PORT_MAIL")
                .withMessageContaining("mail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.from(Map.of("RF_PORT_MAIL", "70000"), Map.of()));
    }
}
