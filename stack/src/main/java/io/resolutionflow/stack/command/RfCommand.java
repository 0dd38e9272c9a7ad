package io.resolutionflow.stack.command;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Entry point of {@code rf}; what needs no running program (build, tests) is done by the script
 * around it.
 */
@Command(
        name = "rf",
        description = "ResolutionFlow on one machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            KillCommand.class,
            RestartCommand.class,
            ScaleCommand.class,
            VariablesCommand.class,
            LaunchCommand.class
        })
public final class RfCommand {

    static final int USAGE = 2;

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        var line = new CommandLine(RfCommand.class, new Commands(environment));
        line.setExecutionExceptionHandler((exception, commandLine, _) -> {
            PrintWriter err = commandLine.getErr();
            err.println(
                    exception.getMessage() == null ? exception.toString() : exception.getMessage());
            return 1;
        });
        return line;
    }
}
