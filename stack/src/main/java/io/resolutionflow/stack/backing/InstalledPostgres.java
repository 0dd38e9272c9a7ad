package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.StateDirectory;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL programs of this machine that have pgvector, on a data directory of our own. */
final class InstalledPostgres implements PostgresRuntime {

    private final Path programs;
    private final Path parent;

    InstalledPostgres(Path programs, Path parent) {
        this.programs = programs;
        this.parent = parent;
    }

    /**
     * As root the server must run as {@code postgres}, who may not be able to reach a directory
     * below root's home.
     */
    static boolean canReach(Path parent) {
        return !Privileges.root()
                || Commands.ask(
                                "runuser",
                                "-u",
                                "postgres",
                                "--",
                                "test",
                                "-x",
                                existing(parent).toString())
                        .isPresent();
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(parent);
        if (Privileges.root()) {
            Commands.run(List.of("chown", "postgres", parent.toString()));
        }
    }

    @Override
    public List<String> server(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve(program).toString());
        command.addAll(arguments);
        return common(command);
    }

    @Override
    public List<String> common(List<String> command) {
        if (!Privileges.root()) {
            return command;
        }
        List<String> asPostgres =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=postgres",
                                "--regid=postgres",
                                "--init-groups"));
        asPostgres.addAll(command);
        return asPostgres;
    }

    @Override
    public List<String> localeOptions() {
        // the builtin provider came with 17
        boolean sixteen =
                Commands.ask(programs.resolve("initdb").toString(), "--version")
                        .orElse("")
                        .contains(" 16");
        return sixteen
                ? List.of("--locale-provider=icu", "--icu-locale=und", "--locale=C")
                : List.of("--locale-provider=builtin", "--locale=C.UTF-8");
    }

    @Override
    public Path data() {
        return parent.resolve("cluster");
    }

    @Override
    public Path dataInside() {
        return data();
    }

    @Override
    public void wipe() throws IOException {
        StateDirectory.delete(parent);
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }
}
