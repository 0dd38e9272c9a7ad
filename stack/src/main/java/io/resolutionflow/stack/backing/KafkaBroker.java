package io.resolutionflow.stack.backing;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.PortName;
import io.resolutionflow.stack.part.Program;
import io.resolutionflow.stack.part.Progress;
import io.resolutionflow.stack.process.Commands;
import io.resolutionflow.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** One Kafka node that is broker and controller, from the jars of the release. */
public final class KafkaBroker implements Program {

    private static final int HEAP_MEBIBYTES = 256;

    private final Instance instance;
    private final Path libraries;
    private final Path data;

    public KafkaBroker(Instance instance, Path libraries) {
        this.instance = instance;
        this.libraries = libraries;
        this.data = instance.state().root().resolve("data").resolve("kafka");
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path generated = instance.state().generated();
        Files.writeString(configuration(), properties());
        Resources.copy("kafka/kafka-log4j2.properties", generated);
        if (Files.notExists(data.resolve("meta.properties"))) {
            Commands.run(
                    java(
                            "kafka.tools.StorageTool",
                            "format",
                            "--ignore-formatted",
                            "-t",
                            Uuid.randomUuid().toString(),
                            "-c",
                            configuration().toString()),
                    "",
                    Map.of());
        }
    }

    @Override
    public Optional<Launch> launch() {
        return Optional.of(
                new Launch(
                        java("kafka.Kafka", configuration().toString()),
                        Map.of(),
                        instance.state().generated()));
    }

    @Override
    public void afterReady() throws IOException, InterruptedException {
        Topics.create(bootstrapServers(instance));
    }

    public static String bootstrapServers(Instance instance) {
        return "127.0.0.1:" + instance.ports().of(PortName.KAFKA);
    }

    private Path configuration() {
        return instance.state().generated().resolve("kafka.properties");
    }

    private List<String> java(String... mainClassAndArguments) {
        var rest =
                new java.util.ArrayList<>(
                        List.of(
                                "-Dlog4j2.configurationFile="
                                        + instance.state()
                                                .generated()
                                                .resolve("kafka-log4j2.properties"),
                                "-cp",
                                libraries + "/*"));
        rest.addAll(List.of(mainClassAndArguments));
        return Jvm.command(HEAP_MEBIBYTES, rest);
    }

    private String properties() {
        int port = instance.ports().of(PortName.KAFKA);
        int controller = instance.ports().of(PortName.KAFKA_CONTROLLER);
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        num.partitions=6
        default.replication.factor=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=6
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=6
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=3
        broker.heartbeat.interval.ms=1000
        broker.session.timeout.ms=5000
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=4
        log.segment.bytes=67108864
        log.cleaner.dedupe.buffer.size=8388608
        """
                .formatted(port, controller, data);
    }
}
