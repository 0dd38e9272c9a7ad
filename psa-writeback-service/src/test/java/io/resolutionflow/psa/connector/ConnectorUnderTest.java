package io.resolutionflow.psa.connector;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.egress.PinnedHttp;
import io.resolutionflow.psa.address.AddressSettings;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.secret.Secret;
import io.resolutionflow.psa.vendor.VendorHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** A connector, its system, and a wire between them that can be made to fail. */
abstract class ConnectorUnderTest {

    protected static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration LONG = Duration.ofSeconds(20);
    static final String TITLE = "Resolution note [ref RF-7K3Q9M2X4TBA]";
    static final String TEXT = "Mapped the drive again.\n[ref RF-7K3Q9M2X4TBA]";

    Peer peer;
    FaultyProxy proxy;
    private PinnedHttp http;
    PsaConnector connector;
    private final UUID connection = UUID.randomUUID();
    private final AtomicReference<@Nullable String> zone = new AtomicReference<>();

    protected abstract Peer peer();

    protected abstract PsaConnector connector(VendorHttp http);

    @BeforeEach
    void wired() {
        peer = peer();
        proxy = new FaultyProxy(peer.url());
        var settings =
                new AddressSettings(
                        "443",
                        "" + proxy.port(),
                        new AddressSettings.Call(
                                Duration.ofSeconds(2), LONG, LONG, DataSize.ofMegabytes(4)));
        http =
                new PinnedHttp(
                        new AddressRules(settings.egress(), host -> List.of()), settings.egress());
        connector = connector(new VendorHttp(http, JSON));
    }

    @AfterEach
    void closed() throws IOException {
        proxy.close();
        http.close();
    }

    protected final FaultyProxy proxy() {
        return proxy;
    }

    protected final PsaConnector connector() {
        return connector;
    }

    protected final PsaAccess access() {
        return access(peer.credentials(), LONG);
    }

    protected final PsaAccess access(Map<String, String> credentials, Duration within) {
        return new PsaAccess(
                UUID.randomUUID(),
                connection,
                proxy.url(),
                peer.config(),
                new Credentials(
                        credentials.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                field -> new Secret(field.getValue())))),
                within,
                new PsaAccess.ZoneMemory() {
                    @Override
                    public @Nullable String known() {
                        return zone.get();
                    }

                    @Override
                    public void remember(String told) {
                        zone.set(told);
                    }
                });
    }

    protected static PsaFailure failure(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(PsaFailure.class, call);
    }

    protected final NewNote note(String ticket, String text, Visibility visibility) {
        return new NewNote(ticket, TITLE, text, visibility, false);
    }
}
