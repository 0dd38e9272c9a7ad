package io.resolutionflow.stack.container;

import io.resolutionflow.stack.backing.BackingSetup;
import io.resolutionflow.stack.demo.DemoTenants;
import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.simulator.SimulatorsApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Entry point of the image {@code stack}. Every command but {@code simulators} ends, may be
 * repeated, and ends with 1 when something did not work.
 */
@Command(
        name = "stack",
        description = "What the containers of docker-compose.yml need besides the services.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ContainerCommand {

    private static final Progress TELL = (unit, what) -> System.out.println(unit + ": " + what);

    private final Map<String, String> environment;

    ContainerCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        var line = new CommandLine(new ContainerCommand(System.getenv()));
        line.setExecutionExceptionHandler((exception, command, _) -> {
            command.getErr().println(exception);
            return 1;
        });
        int code = line.execute(arguments);
        // the simulators' threads go on
        if (code != 0 || !"simulators".equals(arguments.length == 0 ? "" : arguments[0])) {
            System.exit(code);
        }
    }

    @Command(description = "Make the passwords once and lay them out as files, per reader.")
    int secrets(
            @Option(names = "--to", required = true, paramLabel = "directory") Path directory,
            @Option(names = "--keep-owner", description = "Leave all files to the caller.")
                    boolean keepOwner)
            throws IOException {
        var owner = keepOwner ? SecretFiles.KEEP : SecretFiles.CHOWN;
        new SecretFiles(instance(), directory, owner).write();
        TELL.say("secrets", "laid out");
        return 0;
    }

    @Command(description = "Create database, schemas, roles and topics where they are missing.")
    int prepare() throws IOException, InterruptedException {
        new BackingSetup(instance()).run(TELL);
        return 0;
    }

    @Command(description = "Bring the demo tenants into their state, through the public API.")
    int seed() throws IOException, InterruptedException {
        new DemoTenants(instance()).seed(TELL);
        return 0;
    }

    @Command(description = "Run the simulators and sinks.")
    int simulators(
            @Option(
                            names = "--open-mail",
                            paramLabel = "port",
                            description = "Show what the mail sink got on all addresses, too.")
                    int openMail)
            throws IOException {
        SimulatorsApplication.main(new String[0]);
        if (openMail > 0) {
            OpenPort.start(openMail, instance().ports().of(PortName.MAIL));
        }
        return 0;
    }

    private Instance instance() {
        return Instance.from(environment);
    }
}
