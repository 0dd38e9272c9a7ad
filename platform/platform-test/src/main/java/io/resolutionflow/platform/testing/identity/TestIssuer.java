package io.resolutionflow.platform.testing.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.resolutionflow.platform.identity.TokenVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An OpenID issuer inside the test's JVM: publishes its keys, gives client-credentials tokens,
 * signs tokens for test people. One per JVM.
 */
public final class TestIssuer {

    private static final TestIssuer INSTANCE = new TestIssuer();
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final HttpServer server;
    private final RSAKey key;

    private TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test-key").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/protocol/openid-connect/certs", this::keys);
        server.createContext("/protocol/openid-connect/token", this::clientToken);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
    }

    public static TestIssuer get() {
        return INSTANCE;
    }

    /** The {@code iss} of every token signed here. */
    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Signs an access token; {@code claims} win over the defaults, so a test can make a wrong one.
     */
    public String sign(Map<String, Object> claims) {
        Instant now = Instant.now();
        var all =
                new JWTClaimsSet.Builder()
                        .issuer(uri())
                        .audience(List.of(TokenVerifier.AUDIENCE))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("typ", "Bearer");
        claims.forEach(all::claim);
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .type(JOSEObjectType.JWT)
                                .build(),
                        all.build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, new JWKSet(key.toPublicJWK()).toString());
    }

    private void clientToken(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String client =
                List.of(form.split("&")).stream()
                        .filter(pair -> pair.startsWith("client_id="))
                        .map(pair ->
                                URLDecoder.decode(
                                        pair.substring("client_id=".length()),
                                        StandardCharsets.UTF_8))
                        .findFirst()
                        .orElseThrow();
        answer(
                exchange,
                "{\"access_token\":\""
                        + TestService.token(client)
                        + "\",\"expires_in\":"
                        + LIFE.toSeconds()
                        + "}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static UUID stableId(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
