package io.resolutionflow.stack.command;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.part.Supervisor;
import io.resolutionflow.stack.part.SystemModel;
import io.resolutionflow.stack.part.Unit;
import io.resolutionflow.stack.system.OneMachine;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What every command works on. */
record Context(Instance instance, PrintStream out) {

    private static final String WITHOUT_WEB = "without-web";

    static Context of(Map<String, String> environment) {
        return new Context(Instance.from(environment), System.out);
    }

    /** The system as it was brought up, or as it would be. */
    SystemModel model() {
        return model(Files.notExists(instance.state().run().resolve(WITHOUT_WEB)));
    }

    /** The system with or without the web app. */
    SystemModel model(boolean web) {
        SystemModel all = new OneMachine(instance).model(web);
        return instance.variable("RF_UNITS").map(value -> all.only(names(value))).orElse(all);
    }

    void rememberWeb(boolean web) throws java.io.IOException {
        var marker = instance.state().run().resolve(WITHOUT_WEB);
        if (web) {
            Files.deleteIfExists(marker);
        } else {
            Files.writeString(marker, "");
        }
    }

    Supervisor supervisor() {
        return new Supervisor(instance.state(), Clock.systemUTC());
    }

    Progress progress() {
        return (unit, what) -> {
            synchronized (out) {
                out.printf(Locale.ROOT, "  %-22s %s%n", unit, what);
            }
        };
    }

    Unit unit(CommandSpec spec, String part) {
        Optional<Unit> unit = model().serving(part);
        return unit.orElseThrow(() ->
                new ParameterException(
                        spec.commandLine(),
                        "There is no part '"
                                + part
                                + "'. Parts: "
                                + model().parts().stream().map(one -> one.name()).toList()));
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
