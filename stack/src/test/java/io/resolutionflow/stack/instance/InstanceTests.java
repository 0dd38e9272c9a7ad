package io.resolutionflow.stack.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTests {

    @TempDir Path home;

    @Test
    void stateLiesInTheSourceTreeUnlessSaidOtherwise() {
        assertThat(Instance.from(Map.of("RF_HOME", home.toString())).state().root())
                .isEqualTo(home.resolve(".rf"));
        assertThat(
                        Instance.from(
                                        Map.of(
                                                "RF_HOME",
                                                home.toString(),
                                                "RF_STATE_DIR",
                                                home + "/other"))
                                .state()
                                .root())
                .isEqualTo(home.resolve("other"));
    }

    @Test
    void laterCommandsFindTheChosenPortsWithoutBeingTold() {
        Instance.from(Map.of("RF_HOME", home.toString(), "RF_PORT_GATEWAY", "9999")).savePorts();

        assertThat(Instance.from(Map.of("RF_HOME", home.toString())).ports().of(PortName.GATEWAY))
                .isEqualTo(9999);
    }

    @Test
    void aSecretIsMadeOnceAndReadableByItsOwnerOnly() throws Exception {
        var secrets = new Secrets(home.resolve("secrets"));

        String made = secrets.get("postgres");

        assertThat(made)
                .matches("[A-Za-z0-9_-]{32}")
                .isEqualTo(new Secrets(home.resolve("secrets")).get("postgres"));
        assertThat(secrets.get("other")).isNotEqualTo(made);
        assertThat(Files.getPosixFilePermissions(home.resolve("secrets/postgres")))
                .hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void deletingATreeLeavesWhatItsLinksPointTo() throws Exception {
        Path kept =
                Files.writeString(
                        Files.createDirectories(home.resolve("kept")).resolve("file"), "x");
        Path tree = Files.createDirectories(home.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), home.resolve("kept"));

        StateDirectory.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept).exists();
    }
}
