package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.part.Progress;
import java.io.IOException;

/**
 * What the services expect in PostgreSQL and Kafka, created where it is missing, in servers that
 * somebody else runs.
 */
public final class BackingSetup {

    private final Instance instance;

    public BackingSetup(Instance instance) {
        this.instance = instance;
    }

    /**
     * @throws IOException when a server is away or refuses
     */
    public void run(Progress progress) throws IOException, InterruptedException {
        progress.say("postgres", "creating database, schemas and roles");
        new Databases(postgres(), instance.secrets()).create();
        progress.say("kafka", "creating topics");
        Topics.create(
                instance.variable("RF_KAFKA_BOOTSTRAP_SERVERS")
                        .orElseGet(() -> KafkaBroker.bootstrapServers(instance)));
    }

    // on another host by RF_POSTGRES_HOST; the password comes from the state directory in any case
    private PostgresAccess postgres() {
        var own = PostgresAccess.of(instance);
        return instance.variable("RF_POSTGRES_HOST")
                .map(host ->
                        new PostgresAccess(
                                host, own.port(), own.database(), own.user(), own.password()))
                .orElse(own);
    }
}
