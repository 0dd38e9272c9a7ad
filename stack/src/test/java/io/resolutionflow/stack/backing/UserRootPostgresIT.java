package io.resolutionflow.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resolutionflow.stack.process.Commands;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole life of a database of an ordinary user on a Debian-family machine: no root, no sudo, no
 * installed PostgreSQL. Run by root, the test becomes the user {@code nobody} for it.
 */
class UserRootPostgresIT {

    private static final String NOBODY = "65534";

    private Path place = Path.of("");
    private int port;

    @BeforeEach
    void aPlaceOfAnOrdinaryUser() throws Exception {
        assumeTrue(Commands.find("dpkg-deb").isPresent(), "not a Debian-family machine");
        assumeTrue(
                Commands.ask(
                                asUser(
                                                "unshare",
                                                "--user",
                                                "--map-current-user",
                                                "--keep-caps",
                                                "--mount",
                                                "mount",
                                                "--rbind",
                                                "/dev",
                                                "/dev")
                                        .toArray(String[]::new))
                        .isPresent(),
                "this machine forbids user namespaces");
        place = Files.createTempDirectory("ordinary-user");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        copyClassPath();
        if (Privileges.root()) {
            Commands.run(List.of("chown", "-R", NOBODY, place.toString()));
        }
    }

    @AfterEach
    void removeThePlace() throws Exception {
        if (Files.exists(place.resolve("lib"))) {
            rf("down", "--wipe");
            Commands.run(List.of("rm", "-rf", "--one-file-system", place.toString()));
        }
    }

    @Test
    void anOrdinaryUserHasADatabaseThatSurvivesACrashAndAStop() throws Exception {
        rf("up");
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("create extension vector");
            statement.execute("create table kept (at vector(2))");
            statement.execute("insert into kept values ('[1,2]')");
        }
        assertThat(Files.getOwner(place.resolve("state/data/postgres")))
                .isEqualTo(Files.getOwner(place));

        rf("kill", "postgres", "-9");
        rf("up");
        assertThat(rows()).isOne();

        rf("down");
        rf("up");
        assertThat(rows()).isOne();
    }

    private int rows() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private java.sql.Connection connect() throws Exception {
        String password = Files.readString(place.resolve("state/secrets/postgres")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    private void rf(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "env",
                        "RF_HOME=" + place,
                        "RF_STATE_DIR=" + place.resolve("state"),
                        "RF_UNITS=postgres",
                        "RF_POSTGRES_NAMESPACE=yes",
                        "RF_PORT_POSTGRES=" + port,
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-cp",
                        place.resolve("lib") + "/classes:" + place.resolve("lib") + "/*",
                        "io.resolutionflow.stack.command.RfCommand"));
        command.addAll(List.of(arguments));
        Commands.run(asUser(command.toArray(String[]::new)));
    }

    private static List<String> asUser(String... command) {
        List<String> whole = new ArrayList<>();
        if (Privileges.root()) {
            whole.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    // the source tree may lie where only its owner can read
    private void copyClassPath() throws IOException, InterruptedException {
        Path lib = Files.createDirectories(place.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            boolean jar = Files.isRegularFile(from);
            if (jar || from.endsWith("classes")) {
                Commands.run(
                        List.of(
                                "cp",
                                "-r",
                                from.toString(),
                                lib.resolve(jar ? from.getFileName().toString() : "classes")
                                        .toString()));
            }
        }
    }
}
