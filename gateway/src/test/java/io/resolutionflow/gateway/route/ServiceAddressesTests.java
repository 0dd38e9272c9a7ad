package io.resolutionflow.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAddressesTests {

    private static final URI ONE = URI.create("http://127.0.0.1:8101");
    private static final URI TWO = URI.create("http://127.0.0.1:8111");

    @TempDir Path folder;

    @Test
    void processes_take_turns() {
        var addresses = addresses(null, ONE, TWO);

        assertThat(IntStream.range(0, 4).mapToObj(i -> addresses.next("session-service")))
                .containsExactly(ONE, TWO, ONE, TWO);
    }

    @Test
    void one_that_cannot_be_reached_is_left_out_unless_all_are() {
        var addresses = addresses(null, ONE, TWO);
        addresses.unreachable(ONE);
        assertThat(IntStream.range(0, 4).mapToObj(i -> addresses.next("session-service")))
                .containsOnly(TWO);

        addresses.unreachable(TWO);
        assertThat(IntStream.range(0, 4).mapToObj(i -> addresses.next("session-service")))
                .contains(ONE, TWO);
    }

    @Test
    void the_file_of_addresses_is_followed_and_may_come_and_go() throws Exception {
        Path file = folder.resolve("instances.properties");
        var addresses = addresses(file, ONE);
        assertThat(addresses.next("session-service")).isEqualTo(ONE);

        Files.writeString(file, "session-service=" + ONE + ", " + TWO + "\n");
        addresses.look();
        assertThat(IntStream.range(0, 4).mapToObj(i -> addresses.next("session-service")))
                .contains(ONE, TWO);

        Files.writeString(file, "session-service=" + TWO + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
        addresses.look();
        assertThat(addresses.next("session-service")).isEqualTo(TWO);

        Files.delete(file);
        addresses.look();
        assertThat(addresses.next("session-service")).isEqualTo(ONE);
    }

    private static ServiceAddresses addresses(Path file, URI... configured) {
        return new ServiceAddresses(
                new RouteProperties(
                        Map.of("session-service", List.of(configured)),
                        file,
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120)));
    }
}
