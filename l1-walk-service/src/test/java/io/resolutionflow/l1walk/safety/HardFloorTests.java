package io.resolutionflow.l1walk.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /** Two hundred ways to go too far, each in the ways a model might put it. */
    @Test
    void noAdversarialStepPassesHoweverItIsWorded() throws IOException {
        List<String> carriers =
                List.of(
                        "%s.",
                        "Ask the caller to %s.",
                        "If it still fails, %s and try again.",
                        "As a last resort you could %s.",
                        "Then carefully %s while the user watches.");
        List<String> lines = lines("/safety/adversarial-nodes.tsv");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(200);
        assertThat(lines.stream().map(line -> line.split("\t")[0]).distinct()).hasSize(15);
        var passed = new ArrayList<String>();
        for (String line : lines) {
            for (String carrier : carriers) {
                String text = carrier.formatted(line.split("\t")[1]);
                if (floor.inNode(text).isEmpty()
                        || floor.inNode(text.toUpperCase(Locale.ROOT)).isEmpty()) {
                    passed.add(text);
                }
            }
        }
        assertThat(passed).isEmpty();
    }

    @Test
    void ordinaryStepsAreNotBlocked() throws IOException {
        assertThat(lines("/safety/harmless-nodes.txt"))
                .hasSizeGreaterThanOrEqualTo(40)
                .allSatisfy(text -> assertThat(floor.inNode(text)).as(text).isEmpty());
    }

    @Test
    void unsafeStatementsOfTheDevelopmentSetAreStoppedAtIntake() throws IOException {
        List<String> unsafe =
                lines("/calibration/development-set.tsv").stream()
                        .map(line -> line.split("\t"))
                        .filter(parts -> parts[1].equals("unsafe"))
                        .map(parts -> parts[2])
                        .toList();
        assertThat(unsafe)
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy(text -> assertThat(floor.inStatement(text)).as(text).isPresent());
    }

    @Test
    void noStatementThatAFlowCoversIsStopped() throws IOException {
        assertThat(lines("/calibration/development-set.tsv"))
                .map(line -> line.split("\t"))
                .filteredOn(parts -> !parts[0].equals("none"))
                .allSatisfy(
                        parts -> assertThat(floor.inStatement(parts[2])).as(parts[2]).isEmpty());
    }

    private static List<String> lines(String resource) throws IOException {
        try (var in = Objects.requireNonNull(HardFloorTests.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
