package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 17 with pgvector in a root file system of its own (architecture §9): Debian 13's
 * packages, unpacked beside the machine's own and entered by chroot. The template is made once;
 * every instance takes a hard-linked copy, which costs no space and holds that instance's data.
 */
final class PrivateRootPostgres implements PostgresRuntime {

    private static final String PROGRAMS = "/usr/lib/postgresql/17/bin/";
    private static final String HOME = "/var/lib/postgresql/resolutionflow";
    private static final Path DEBIAN_KEYS =
            Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private final Path template;
    private final Path root;

    PrivateRootPostgres(Path template, Path root) {
        this.template = template;
        this.root = root;
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        if (Files.notExists(template)) {
            makeTemplate(progress);
        }
        if (Files.notExists(root.resolve("usr"))) {
            copyTemplate();
        }
        String owner =
                Privileges.root()
                        ? "postgres:postgres"
                        : Privileges.user() + ":" + Privileges.group();
        asRoot("chroot", root.toString(), "/bin/mkdir", "-p", HOME);
        asRoot("chroot", root.toString(), "/bin/chown", owner, HOME);
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
        // as an ordinary user the server runs under that user's id, so that it can be stopped
        // without sudo
        String user =
                Privileges.root()
                        ? "postgres"
                        : "+" + Privileges.user() + ":+" + Privileges.group();
        List<String> inside =
                new ArrayList<>(List.of("chroot", "--userspec=" + user, root.toString()));
        inside.addAll(command);
        return Privileges.asRoot(inside);
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
    public void wipe() throws IOException, InterruptedException {
        if (Files.exists(root)) {
            asRoot("rm", "-rf", "--one-file-system", root.toString());
        }
    }

    private void makeTemplate(Progress progress) throws IOException, InterruptedException {
        if (Commands.find("mmdebstrap").isEmpty() || Files.notExists(DEBIAN_KEYS)) {
            progress.say("postgres", "installing mmdebstrap");
            installMmdebstrap();
        }
        progress.say("postgres", "making its private root file system (once, about 20 s)");
        Path unfinished = template.resolveSibling(template.getFileName() + ".unfinished");
        Files.createDirectories(template.getParent());
        asRoot("rm", "-rf", "--one-file-system", unfinished.toString());
        asRoot(
                "mmdebstrap",
                "--quiet",
                "--variant=minbase",
                "--include=postgresql-17-pgvector",
                "trixie",
                unfinished.toString());
        if (!Privileges.root()) {
            addUser(unfinished);
        }
        asRoot("mv", unfinished.toString(), template.toString());
    }

    // initdb insists on a name for the user it runs as
    private static void addUser(Path filesystem) throws IOException, InterruptedException {
        String line =
                "resolutionflow:x:"
                        + Privileges.user()
                        + ":"
                        + Privileges.group()
                        + "::"
                        + HOME
                        + ":/bin/sh\n";
        Commands.run(
                Privileges.asRoot(
                        List.of("tee", "-a", filesystem.resolve("etc/passwd").toString())),
                line,
                Map.of());
    }

    private static void installMmdebstrap() throws IOException, InterruptedException {
        aptGet("update");
        // other distributions of the family do not carry Debian's own keys
        aptGet("-y", "install", "mmdebstrap", "debian-archive-keyring");
    }

    private static void aptGet(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        // named here, because sudo passes no variables on
        command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"));
        command.addAll(List.of(arguments));
        Commands.run(Privileges.asRoot(command));
    }

    private void copyTemplate() throws IOException, InterruptedException {
        Path unfinished = root.resolveSibling(root.getFileName() + ".unfinished");
        Files.createDirectories(root.getParent());
        asRoot("rm", "-rf", "--one-file-system", unfinished.toString());
        try {
            asRoot("cp", "-al", template.toString(), unfinished.toString());
        } catch (IOException _) {
            // another file system: hard links do not reach it
            asRoot("rm", "-rf", "--one-file-system", unfinished.toString());
            asRoot("cp", "-a", template.toString(), unfinished.toString());
        }
        asRoot("mv", unfinished.toString(), root.toString());
    }

    private static void asRoot(String... command) throws IOException, InterruptedException {
        Commands.run(Privileges.asRoot(List.of(command)));
    }
}
