package io.resolutionflow.stack.system;

import io.resolutionflow.stack.instance.Instance;
import io.resolutionflow.stack.instance.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many processes of each service this instance runs, and where they listen. The n-th process
 * has ports 10 · (n − 1) above those of the first.
 */
public final class Processes {

    /** The ports of further processes end below those of the simulators. */
    public static final int MOST = 4;

    private static final int PORT_DISTANCE = 10;

    private final Instance instance;

    public Processes(Instance instance) {
        this.instance = instance;
    }

    /** The services that can have more than one process: all that the gateway stands before. */
    public static List<String> scalable() {
        return List.of(ServiceDefinition.values()).stream()
                .filter(service -> service.schema().isPresent())
                .map(ServiceDefinition::module)
                .toList();
    }

    /** Name of the n-th process of a service as a part, counted from 1. */
    public static String name(String service, int number) {
        return number == 1 ? service : service + "-" + number;
    }

    /** How many processes a service has, 1 when nobody said. */
    public int of(String service) {
        return Integer.parseInt(read().getProperty(service, "1"));
    }

    /** Remembers how many processes a service has from the next start of a part on. */
    public void set(String service, int processes) throws IOException {
        var counts = read();
        counts.setProperty(service, String.valueOf(processes));
        write(file(instance.state()), counts);
    }

    /** One process a service again. */
    public void forget() throws IOException {
        Files.deleteIfExists(file(instance.state()));
        Files.deleteIfExists(addresses(instance.state()));
    }

    /**
     * Tells the gateway the addresses of every service that has more than one process. It looks at
     * the file every second.
     */
    public void publish() throws IOException {
        var lines = new Properties();
        for (String service : scalable()) {
            if (of(service) > 1) {
                lines.setProperty(
                        service,
                        IntStream.rangeClosed(1, of(service))
                                .mapToObj(number -> "http://127.0.0.1:" + port(service, number))
                                .collect(Collectors.joining(",")));
            }
        }
        write(addresses(instance.state()), lines);
    }

    static Path addresses(StateDirectory state) {
        return state.run().resolve("addresses.properties");
    }

    static int offset(int number) {
        return (number - 1) * PORT_DISTANCE;
    }

    private int port(String service, int number) {
        return instance.ports().of(ServiceDefinition.ofModule(service).port()) + offset(number);
    }

    private static Path file(StateDirectory state) {
        return state.run().resolve("processes.properties");
    }

    private Properties read() {
        var counts = new Properties();
        Path file = file(instance.state());
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                counts.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        return counts;
    }

    // whole or not at all: the gateway reads it at any moment
    private static void write(Path file, Properties content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newOutputStream(fresh)) {
            content.store(out, null);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
