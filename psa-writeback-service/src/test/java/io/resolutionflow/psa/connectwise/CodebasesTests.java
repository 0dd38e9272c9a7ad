package io.resolutionflow.psa.connectwise;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.egress.PinnedHttp;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class CodebasesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Its address is asked for before a note goes out, so silence puts no note in doubt. */
    @Test
    void a_look_up_without_an_answer_sent_nothing() throws Exception {
        var silent =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", exchange -> {});
        silent.start();
        int port = silent.getAddress().getPort();
        var settings =
                new AddressSettings(
                        "443",
                        "" + port,
                        new AddressSettings.Call(SHORT, SHORT, SHORT, DataSize.ofKilobytes(64)));
        try (var http =
                new PinnedHttp(
                        new AddressRules(settings.egress(), host -> List.of()),
                        settings.egress())) {
            var codebases = new Codebases(new VendorHttp(http, JSON));
            assertThatExceptionOfType(PsaFailure.class)
                    .isThrownBy(() -> codebases.of(access(port)))
                    .returns(PsaFailure.Kind.NOT_SENT, PsaFailure::kind)
                    .returns("timeout", PsaFailure::reason);
        } finally {
            silent.stop(0);
        }
    }

    private static PsaAccess access(int port) {
        return new PsaAccess(
                UUID.randomUUID(),
                UUID.randomUUID(),
                URI.create("http://127.0.0.1:" + port),
                JSON.createObjectNode().put("company_id", "acme"),
                new Credentials(Map.of()),
                SHORT,
                new PsaAccess.ZoneMemory() {
                    @Override
                    public @Nullable String known() {
                        return null;
                    }

                    @Override
                    public void remember(String zone) {
                        throw new IllegalStateException("nothing was told");
                    }
                });
    }
}
