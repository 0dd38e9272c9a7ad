package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Chooses the PostgreSQL: a given one, an installed one that has pgvector, or a private root file
 * system, made without root where user namespaces allow it and else with root or sudo.
 */
public final class Postgres {

    private Postgres() {}

    /**
     * {@code RF_POSTGRES_BIN} is what the rf script found installed, {@code RF_POSTGRES_NAMESPACE}
     * is set when it found that user namespaces serve.
     */
    public static Program of(Instance instance) {
        var databases = new Databases(PostgresAccess.of(instance), instance.secrets());
        if (instance.variable("RF_POSTGRES_URL").isPresent()) {
            return new ExternalPostgres(databases);
        }
        return new PostgresServer(instance, runtime(instance), databases);
    }

    private static PostgresRuntime runtime(Instance instance) {
        Path place = instance.state().root().resolve("data").resolve("postgres");
        Optional<Path> installed = instance.variable("RF_POSTGRES_BIN").map(Path::of);
        if (installed.isPresent() && InstalledPostgres.canReach(place)) {
            return new InstalledPostgres(installed.get(), place);
        }
        if (withoutRoot(instance, place)) {
            return new UserRootPostgres(instance.shared().resolve("pgroot-user"), place);
        }
        return new PrivateRootPostgres(instance.shared().resolve("pgroot"), place);
    }

    // what was made one way is run and deleted that way, whatever the machine allows today
    private static boolean withoutRoot(Instance instance, Path place) {
        if (Privileges.root()) {
            return false;
        }
        return Files.exists(place)
                ? Files.isWritable(place)
                : instance.variable("RF_POSTGRES_NAMESPACE").isPresent();
    }
}
