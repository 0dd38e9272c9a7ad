package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 17 with pgvector in a root file system of its own, without root's help: Debian 13's
 * packages are unpacked into a directory of this user and entered in a user namespace, in which the
 * user keeps his own id (PostgreSQL refuses to run as root) and may nevertheless change the root
 * directory.
 */
final class UserRootPostgres implements PostgresRuntime {

    private static final String PROGRAMS = "/usr/lib/postgresql/17/bin/";
    private static final String HOME = "/var/lib/postgresql/resolutionflow";
    // the program takes the place of every wrapper, so the process id is its own
    private static final String ENTER =
            "mount --rbind /dev \"$0/dev\" && exec chroot \"$0\" \"$@\"";

    private final DebianPackages packages;
    private final Path template;
    private final Path root;

    UserRootPostgres(Path template, Path root) {
        this.packages = new DebianPackages(template.resolveSibling("apt"));
        this.template = template;
        this.root = root;
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        if (Files.notExists(template)) {
            progress.say("postgres", "making its private root file system (once, about 20 s)");
            makeTemplate();
        }
        if (Files.notExists(root)) {
            copyTemplate();
        }
    }

    @Override
    public List<String> server(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(PROGRAMS + program);
        command.addAll(arguments);
        return common(command);
    }

    @Override
    public List<String> common(List<String> command) {
        List<String> inside =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-current-user",
                                "--keep-caps",
                                "--mount",
                                "/bin/sh",
                                "-c",
                                ENTER,
                                root.toString()));
        inside.addAll(command);
        return inside;
    }

    @Override
    public List<String> localeOptions() {
        return List.of("--locale-provider=builtin", "--locale=C.UTF-8");
    }

    @Override
    public Path data() {
        return root.resolve(HOME.substring(1)).resolve("cluster");
    }

    @Override
    public Path dataInside() {
        return Path.of(HOME, "cluster");
    }

    @Override
    public void wipe() throws IOException {
        StateDirectory.delete(root);
    }

    private void makeTemplate() throws IOException, InterruptedException {
        Path unfinished = template.resolveSibling(template.getFileName() + ".unfinished");
        StateDirectory.delete(unfinished);
        Files.createDirectories(unfinished);
        // base-files has the links of the merged /usr, the others the commands used inside
        packages.unpack(
                List.of("base-files", "coreutils", "dash", "postgresql-17-pgvector"), unfinished);
        // initdb insists on a name for the user it runs as
        Files.writeString(
                unfinished.resolve("etc/passwd"),
                "resolutionflow:x:%s:%s::%s:/bin/sh%n"
                        .formatted(Privileges.user(), Privileges.group(), HOME),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.createDirectories(unfinished.resolve(HOME.substring(1)));
        Files.move(unfinished, template);
    }

    private void copyTemplate() throws IOException, InterruptedException {
        Path unfinished = root.resolveSibling(root.getFileName() + ".unfinished");
        Files.createDirectories(root.getParent());
        StateDirectory.delete(unfinished);
        try {
            copy("-al", unfinished);
        } catch (IOException _) {
            // another file system: hard links do not reach it
            StateDirectory.delete(unfinished);
            copy("-a", unfinished);
        }
        Files.move(unfinished, root);
    }

    private void copy(String how, Path target) throws IOException, InterruptedException {
        Commands.run(List.of("cp", how, template.toString(), target.toString()), "", Map.of());
    }
}
