package io.resolutionflow.stack.command;

import java.util.Map;
import picocli.CommandLine;

/** Gives each command the environment it was called in. */
final class Commands implements CommandLine.IFactory {

    private final Map<String, String> environment;

    Commands(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            var constructor = type.getDeclaredConstructor(Context.class);
            return constructor.newInstance(Context.of(environment));
        } catch (NoSuchMethodException _) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
