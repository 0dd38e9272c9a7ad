package io.resolutionflow.gateway.route;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes turns among the processes of a service. An address that could not be connected to is left
 * out for a while, unless there is no other. Spring Cloud LoadBalancer was left out: its simple
 * discovery does not follow changes and knows no unreachable process. On Kubernetes a Service
 * stands behind the one address.
 */
@Component
public class ServiceAddresses {

    private static final Logger log = LoggerFactory.getLogger(ServiceAddresses.class);
    private static final long LEFT_OUT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<String, List<URI>> configured;
    private final @Nullable Path file;
    private final Map<URI, Long> unreachable = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private volatile Map<String, List<URI>> current;
    private @Nullable FileTime read;

    ServiceAddresses(RouteProperties properties) {
        this.configured = Map.copyOf(properties.services());
        Path named = properties.instancesFile();
        // an empty setting means none, not the current directory
        this.file = named == null || named.toString().isEmpty() ? null : named;
        this.current = configured;
        look();
    }

    /** The address whose turn it is. */
    public URI next(String service) {
        List<URI> all = current.getOrDefault(service, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException("no address of " + service + " is configured");
        }
        if (all.size() == 1) {
            return all.getFirst();
        }
        int turn = turns.computeIfAbsent(service, key -> new AtomicInteger()).getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            URI address = all.get(Math.floorMod(turn + i, all.size()));
            if (!isLeftOut(address)) {
                return address;
            }
        }
        return all.get(Math.floorMod(turn, all.size()));
    }

    /** Says that an address could not be connected to. */
    void unreachable(URI address) {
        unreachable.put(address, System.nanoTime() + LEFT_OUT_NANOS);
    }

    private boolean isLeftOut(URI address) {
        Long until = unreachable.get(address);
        if (until == null) {
            return false;
        }
        if (until - System.nanoTime() > 0) {
            return true;
        }
        unreachable.remove(address, until);
        return false;
    }

    /** Reads the file again when it has changed; one that is not there changes nothing. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    final void look() {
        if (file == null) {
            return;
        }
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (changed == null ? read == null : changed.equals(read)) {
                return;
            }
            current = changed == null ? configured : merged(file);
            read = changed;
            log.atInfo().addKeyValue("services", current).log("service addresses read");
        } catch (IOException | IllegalArgumentException e) {
            log.atWarn().setCause(e).log("the file of service addresses cannot be read");
        }
    }

    private Map<String, List<URI>> merged(Path from) throws IOException {
        var lines = new Properties();
        try (Reader reader = Files.newBufferedReader(from)) {
            lines.load(reader);
        }
        var all = new HashMap<>(configured);
        for (String service : lines.stringPropertyNames()) {
            var addresses = new ArrayList<URI>();
            for (String address : lines.getProperty(service).split(",")) {
                if (!address.isBlank()) {
                    addresses.add(URI.create(address.strip()));
                }
            }
            if (!addresses.isEmpty()) {
                all.put(service, List.copyOf(addresses));
            }
        }
        return Map.copyOf(all);
    }
}
