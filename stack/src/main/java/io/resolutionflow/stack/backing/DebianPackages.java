package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian 13's packages with all they depend on, fetched and unpacked without root: apt resolves
 * them against lists of its own in a directory of this user, and checks Debian's signatures. The
 * machine's own packages are neither used nor touched.
 */
final class DebianPackages {

    private static final String KEYS = "usr/share/keyrings/debian-archive-keyring.gpg";

    private final Path work;

    /**
     * @param work where apt's lists and archives may stand meanwhile
     */
    DebianPackages(Path work) {
        this.work = work;
    }

    /** Unpacks packages and their dependencies; nothing of them is run. */
    void unpack(List<String> packages, Path root) throws IOException, InterruptedException {
        StateDirectory.delete(work);
        Path archives = Files.createDirectories(work.resolve("archives/partial")).getParent();
        Files.createDirectories(work.resolve("lists/partial"));
        Files.writeString(work.resolve("status"), "");
        Files.writeString(
                work.resolve("sources.list"),
                "deb [signed-by=" + keys() + "] http://deb.debian.org/debian trixie main\n");
        apt(List.of("update"));
        List<String> install = new ArrayList<>(List.of("--download-only", "-y", "install"));
        install.addAll(packages);
        apt(install);
        try (var files = Files.newDirectoryStream(archives, "*.deb")) {
            for (Path file : files) {
                Commands.run(List.of("dpkg-deb", "-x", file.toString(), root.toString()));
            }
        }
        StateDirectory.delete(work);
    }

    private void apt(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("apt-get", "-qq"));
        option(command, "Dir::Etc::sourcelist", work.resolve("sources.list"));
        option(command, "Dir::Etc::sourceparts", work.resolve("none"));
        option(command, "Dir::Etc::preferencesparts", work.resolve("none"));
        option(command, "Dir::State::lists", work.resolve("lists"));
        // nothing counts as installed: every dependency is fetched
        option(command, "Dir::State::status", work.resolve("status"));
        option(command, "Dir::Cache", work);
        option(command, "Dir::Cache::archives", work.resolve("archives"));
        option(command, "APT::Install-Recommends", "false");
        option(command, "APT::Sandbox::User", "");
        option(command, "Debug::NoLocking", "true");
        command.addAll(arguments);
        Commands.run(command);
    }

    // other distributions of the family do not carry Debian's own keys, but a package of them
    private Path keys() throws IOException, InterruptedException {
        Path installed = Path.of("/", KEYS);
        if (Files.exists(installed)) {
            return installed;
        }
        Path place = Files.createDirectories(work.resolve("keys"));
        Commands.run(
                List.of(
                        "/bin/sh",
                        "-c",
                        "cd \"$0\" && apt-get -qq download debian-archive-keyring"
                                + " && dpkg-deb -x debian-archive-keyring_*.deb .",
                        place.toString()));
        return place.resolve(KEYS);
    }

    private static void option(List<String> command, String name, Object value) {
        command.add("-o");
        command.add(name + "=" + value);
    }
}
