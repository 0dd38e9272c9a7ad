package io.resolutionflow.l1walk.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HardFloorTests {

    private final HardFloor floor = new HardFloor();

    @Test
    void everyTopicOfTheContractIsThere() {
        assertThat(floor.topics())
                .extracting(HardFloor.Topic::key)
                .containsExactlyInAnyOrder(
                        "credential_sharing",
                        "security_off",
                        "registry_boot",
                        "deletion_format",
                        "firewall_network",
                        "mfa_identity",
                        "directory_core",
                        "production_servers",
                        "billing_licences",
                        "elevated_scripts",
                        "third_party_access",
                        "private_data",
                        "payments",
                        "physical_risk",
                        "prompt_injection");
    }

    @Test
    void everyBlockedExampleIsBlockedInANode() {
        for (HardFloor.Topic topic : floor.topics()) {
            assertThat(topic.blockedExamples()).hasSizeGreaterThanOrEqualTo(3);
            topic.blockedExamples()
                    .forEach(text ->
                            assertThat(floor.inNode(text))
                                    .as(topic.key() + ": " + text)
                                    .isPresent());
        }
    }

    @Test
    void noAllowedExampleIsBlockedAtIntake() {
        for (HardFloor.Topic topic : floor.topics()) {
            assertThat(topic.allowedExamples()).isNotEmpty();
            topic.allowedExamples()
                    .forEach(text ->
                            assertThat(floor.inStatement(text))
                                    .as(topic.key() + ": " + text)
                                    .isEmpty());
        }
    }

    @Test
    void caseSpacesAndAccentsDoNotHideAnything() {
        assertThat(floor.inStatement("  RESTART   the Éxchange   SERVER ")).isPresent();
    }

    @Test
    void aWarningThatNamesTheActBlocksANodeToo() {
        assertThat(floor.inNode("Do not disable the antivirus.")).isPresent();
    }
}
