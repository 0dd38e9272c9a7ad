package io.resolutionflow.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenKeysTests {

    private final AtomicInteger fetches = new AtomicInteger();
    private final CopyOnWriteArrayList<RSAKey> published = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer issuer;
    private JWKSource<SecurityContext> keys;

    @BeforeEach
    void start() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/certs", this::answer);
        issuer.start();
        keys =
                TokenKeys.from(
                        URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/certs"));
        published.add(key("first"));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void made_up_key_ids_reach_the_issuer_at_most_twice_a_minute() throws Exception {
        assertThat(find("first")).hasSize(1);
        for (int i = 0; i < 500; i++) {
            assertThat(find("made-up-" + i)).isEmpty();
            assertThat(find("made-up-always")).isEmpty();
        }

        assertThat(fetches).hasValueLessThanOrEqualTo(2);
        assertThat(find("first")).hasSize(1);
    }

    @Test
    void a_known_id_with_another_kind_of_key_makes_it_unknown_to_nobody() throws Exception {
        assertThat(find("first")).hasSize(1);
        assertThat(
                        keys.get(
                                new JWKSelector(
                                        new JWKMatcher.Builder()
                                                .keyID("first")
                                                .keyType(KeyType.EC)
                                                .build()),
                                null))
                .isEmpty();

        assertThat(find("first")).hasSize(1);
    }

    @Test
    void a_new_key_is_found_at_its_first_use() throws Exception {
        assertThat(find("first")).hasSize(1);
        published.add(key("second"));

        assertThat(find("second")).hasSize(1);
    }

    @Test
    void an_issuer_away_or_broken_hinders_nobody_with_a_known_key() throws Exception {
        assertThat(find("first")).hasSize(1);
        status = 500;
        assertThat(find("made-up")).isEmpty();
        issuer.stop(0);

        assertThat(find("made-up-2")).isEmpty();
        assertThat(find("first")).hasSize(1);
    }

    @Test
    void an_issuer_that_starts_late_is_found_within_seconds() {
        status = 503;
        assertThatThrownBy(() -> find("first")).isInstanceOf(JOSEException.class);
        assertThatThrownBy(() -> find("first")).isInstanceOf(JOSEException.class);
        assertThat(fetches).hasValue(1);
        status = 200;

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> find("first").size() == 1);
    }

    private List<JWK> find(String id) throws Exception {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body =
                new JWKSet(List.copyOf(published))
                        .toPublicJWKSet()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RSAKey key(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }
}
