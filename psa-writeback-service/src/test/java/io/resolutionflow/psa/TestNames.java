package io.resolutionflow.psa;

import io.resolutionflow.platform.egress.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Names that lead where a test says, and a listener that nobody may reach. */
@TestConfiguration(proxyBeanMethods = false)
class TestNames {

    /** What names of the test resolve to; changed in the middle of a test, as attackers do. */
    static final Map<String, List<InetAddress>> ADDRESSES = new ConcurrentHashMap<>();

    static final Listener LISTENER = new Listener();

    @Bean
    @Primary
    Names namesOfTests() {
        Names machine = Names.ofThisMachine();
        return host -> {
            List<InetAddress> known = ADDRESSES.get(host);
            if (known != null) {
                return known;
            }
            if (host.endsWith(".test") || host.endsWith(".invalid")) {
                throw new UnknownHostException(host);
            }
            return machine.resolve(host);
        };
    }

    /** Counts connections on a loopback port. */
    static final class Listener {

        private final AtomicInteger connections = new AtomicInteger();
        private final ServerSocket socket;

        Listener() {
            try {
                // the wildcard address: v4 and v6, every address of this machine
                socket = new ServerSocket(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            try (var client = socket.accept()) {
                                connections.incrementAndGet();
                            } catch (IOException e) {
                                return;
                            }
                        }
                    });
        }

        int port() {
            return socket.getLocalPort();
        }

        int connections() {
            return connections.get();
        }
    }
}
