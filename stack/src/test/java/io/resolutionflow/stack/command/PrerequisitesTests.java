package io.resolutionflow.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code rf} script on machines where something is missing: one sentence, exit code 3, nothing
 * started.
 */
class PrerequisitesTests {

    private static final List<String> COMMON =
            List.of(
                    "bash",
                    "dirname",
                    "readlink",
                    "grep",
                    "sed",
                    "cat",
                    "find",
                    "head",
                    "mkdir",
                    "touch");

    @TempDir Path machine;

    private final Map<String, String> environment = new HashMap<>();

    record Run(int code, String output) {}

    @BeforeEach
    void aMachineThatHasEverything() throws IOException {
        Files.createDirectories(machine.resolve("bin"));
        for (String program : COMMON) {
            program(program, "exec " + find(program) + " \"$@\"");
        }
        program("curl", "");
        program("node", "echo v22.3.0");
        program("npm", "");
        program("id", "echo 1000");
        Path jdk = Files.createDirectories(machine.resolve("jdks/a-jdk/bin"));
        script(jdk.resolve("javac"), "");
        Files.writeString(machine.resolve("jdks/a-jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        environment.put("PATH", machine.resolve("bin").toString());
        environment.put("HOME", machine.toString());
        environment.put("RF_JDK_DIR", machine.resolve("jdks").toString());
        environment.put("RF_POSTGRES_DIR", machine.resolve("no-postgres").toString());
        environment.put("RF_OS_RELEASE", machine.resolve("no-os-release").toString());
        environment.put("RF_STATE_DIR", machine.resolve("state").toString());
    }

    @Test
    void withoutJdk25() throws Exception {
        Files.writeString(machine.resolve("jdks/a-jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");

        assertMissing("JDK 25 is needed");
    }

    @Test
    void anOlderJavaOnThePathDoesNotHideTheRightOne() throws Exception {
        program("java", "echo 'openjdk version 17' >&2");
        Files.delete(machine.resolve("bin/curl"));

        // the check behind Java's is reached
        assertMissing("curl is needed");
    }

    @Test
    void withoutCurl() throws Exception {
        Files.delete(machine.resolve("bin/curl"));

        assertMissing("curl is needed");
    }

    @Test
    void withoutNode() throws Exception {
        Files.delete(machine.resolve("bin/node"));

        assertMissing("Node 20.19 or later is needed");
    }

    @Test
    void withNodeTooOld() throws Exception {
        program("node", "echo v18.20.0");

        assertMissing("18.20.0 was found");
    }

    @Test
    void nodeIsNotNeededWithoutTheWebApp() throws Exception {
        Files.delete(machine.resolve("bin/node"));

        assertThat(rf("up", "--no-web").output())
                .contains("PostgreSQL 16 or later")
                .doesNotContain("Node");
    }

    @Test
    void withoutNpm() throws Exception {
        Files.delete(machine.resolve("bin/npm"));

        assertMissing("npm is needed");
    }

    @Test
    void withoutAnyWayToPostgres() throws Exception {
        assertMissing("PostgreSQL 16 or later with pgvector is needed");
    }

    @Test
    void onDebianWithoutRootAndSudo() throws Exception {
        Files.writeString(machine.resolve("no-os-release"), "ID=ubuntu\nID_LIKE=debian\n");
        program("apt-get", "");

        assertMissing("PostgreSQL 16 or later with pgvector is needed");
    }

    @Test
    void onDebianUserNamespacesServeWithoutRootAndSudo() throws Exception {
        Files.writeString(machine.resolve("no-os-release"), "ID=debian\n");
        program("apt-get", "");
        program("dpkg-deb", "");
        program("unshare", "");

        Run run = postgresCheck();

        assertThat(run.code()).isZero();
        assertThat(run.output()).isEqualTo("namespaces: yes\n");
    }

    @Test
    void whereUserNamespacesAreForbiddenTheyDoNotServe() throws Exception {
        Files.writeString(machine.resolve("no-os-release"), "ID=debian\n");
        program("apt-get", "");
        program("dpkg-deb", "");
        program("unshare", "echo 'unshare: Operation not permitted' >&2; exit 1");

        Run run = postgresCheck();

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.output()).contains("PostgreSQL 16 or later with pgvector is needed");
    }

    @Test
    void anInstalledPostgresThatIsTooOldDoesNotCount() throws Exception {
        Path programs = Files.createDirectories(machine.resolve("no-postgres"));
        script(programs.resolve("postgres"), "echo 'postgres (PostgreSQL) 15.18'");
        script(programs.resolve("initdb"), "");
        script(programs.resolve("pg_config"), "echo /usr/share");

        assertMissing("PostgreSQL 16 or later with pgvector is needed");
    }

    @Test
    void anUnknownCommandOrOptionIsAUsageError() throws Exception {
        assertThat(rf("fly").code()).isEqualTo(2);
        assertThat(rf("up", "--fast").code()).isEqualTo(2);
    }

    private void assertMissing(String sentence) throws Exception {
        Run run = rf("up");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.output().strip()).startsWith("rf: ").contains(sentence).doesNotContain("\n");
        assertThat(machine.resolve("state")).doesNotExist();
    }

    private Run postgresCheck() throws Exception {
        String script =
                Path.of("script", "prerequisites.sh").toAbsolutePath().normalize().toString();
        return run(
                List.of(
                        "bash",
                        "-c",
                        ". '"
                                + script
                                + "'; require_postgres; echo \"namespaces: $RF_POSTGRES_NAMESPACE\""));
    }

    private Run rf(String... arguments) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                "bash",
                                Path.of("..", "rf").toAbsolutePath().normalize().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Run run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private void program(String name, String body) throws IOException {
        script(machine.resolve("bin").resolve(name), body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String program) {
        return io.resolutionflow.stack.process.Commands.find(program).orElseThrow();
    }
}
