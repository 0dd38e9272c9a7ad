package io.resolutionflow.stack.command;

import io.resolutionflow.stack.demo.DemoUsers;
import io.resolutionflow.stack.demo.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "token", description = "Print an access token of a demo user, for curl.")
final class TokenCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "email")
    private String email = "";

    TokenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!DemoUsers.EMAILS.contains(email)) {
            System.err.println(
                    "There is no demo user '"
                            + email
                            + "'. Known: "
                            + String.join(", ", DemoUsers.EMAILS)
                            + ".");
            return RfCommand.USAGE;
        }
        try (var http = HttpClient.newHttpClient()) {
            context.out()
                    .println(
                            new Tokens(context.instance().issuer(), http, JsonMapper.shared())
                                    .of(email));
            return 0;
        } catch (java.net.ConnectException _) {
            System.err.println(
                    "Keycloak does not answer at "
                            + context.instance().issuer()
                            + "; is the system up?");
            return 1;
        }
    }
}
