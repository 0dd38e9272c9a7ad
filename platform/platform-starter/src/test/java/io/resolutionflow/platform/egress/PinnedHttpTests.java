package io.resolutionflow.platform.egress;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PinnedHttpTests {

    /** Of two hundred, some are cancelled before they have a connection at all. */
    @Test
    void a_call_cut_at_any_moment_has_failed_as_a_call() throws IOException {
        try (var silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
                var http =
                        new PinnedHttp(
                                local(silent.getLocalPort()), settings(silent.getLocalPort()))) {
            var request =
                    new HttpRequest(
                            "POST",
                            URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
                            Map.of(),
                            new byte[] {'1'},
                            Duration.ofMillis(1));
            for (int i = 0; i < 200; i++) {
                assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> http.call(request));
            }
        }
    }

    private static AddressRules local(int port) {
        return new AddressRules(settings(port), host -> List.of(InetAddress.getLoopbackAddress()));
    }

    private static EgressSettings settings(int port) {
        return new EgressSettings(
                EgressSettings.numbers("443"),
                EgressSettings.numbers(String.valueOf(port)),
                Duration.ofSeconds(1),
                1024);
    }
}
