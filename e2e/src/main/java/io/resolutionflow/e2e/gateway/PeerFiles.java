package io.resolutionflow.e2e.gateway;

import io.resolutionflow.e2e.client.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Configuration of the peers: the same upstream for all, one worker each, connections kept. */
final class PeerFiles {

    private final Path folder;

    PeerFiles(Path folder) {
        this.folder = folder;
    }

    /** The service behind them all: a fixed JSON answer of about one KiB. */
    Path upstream(int port) throws IOException {
        String body = "{\"items\":[\"" + "x".repeat(1_000) + "\"]}";
        return nginx(
                "upstream",
                "server { listen 127.0.0.1:"
                        + port
                        + "; location / { default_type application/json; return 200 '"
                        + body
                        + "'; } }");
    }

    Path nginxProxy(int port, int upstream) throws IOException {
        return nginx(
                "nginx",
                "upstream service { server 127.0.0.1:"
                        + upstream
                        + "; keepalive 64; } server { listen 127.0.0.1:"
                        + port
                        + "; location / { proxy_pass http://service; proxy_http_version 1.1;"
                        + " proxy_set_header Connection ''; } }");
    }

    /** Checks the same token: algorithm, signature, issuer, expiry; what the gateway also does. */
    Path haproxy(int port, int upstream, String issuer, Path key) throws IOException {
        return Files.writeString(
                folder.resolve("haproxy.cfg"),
                """
                global
                  nbthread 1
                defaults
                  mode http
                  timeout client 30s
                  timeout server 30s
                  timeout connect 1s
                frontend door
                  bind 127.0.0.1:%d
                  http-request set-var(txn.bearer) http_auth_bearer
                  http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('$.alg')
                  http-request set-var(txn.iss) var(txn.bearer),jwt_payload_query('$.iss')
                  http-request set-var(txn.exp) var(txn.bearer),jwt_payload_query('$.exp','int')
                  http-request set-var(txn.now) date()
                  http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
                  http-request deny deny_status 401 unless { var(txn.iss) -m str %s }
                  http-request deny deny_status 401 unless { var(txn.bearer),jwt_verify(txn.alg,"%s") 1 }
                  http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int lt 0 }
                  default_backend service
                backend service
                  http-reuse always
                  server one 127.0.0.1:%d
                """
                        .formatted(port, issuer, key, upstream));
    }

    /** The issuer's signing key as PEM. */
    Path publicKey(String issuer)
            throws IOException, InterruptedException, GeneralSecurityException {
        JsonNode set;
        try (HttpClient http = HttpClient.newHttpClient()) {
            set =
                    Json.read(
                            http.send(
                                            HttpRequest.newBuilder(
                                                            URI.create(
                                                                    issuer
                                                                            + "/protocol/openid-connect/certs"))
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .body());
        }
        for (JsonNode key : set.path("keys")) {
            if (key.path("alg").asString("").equals("RS256")) {
                var pair =
                        new RSAPublicKeySpec(
                                number(key.path("n").asString("")),
                                number(key.path("e").asString("")));
                byte[] encoded = KeyFactory.getInstance("RSA").generatePublic(pair).getEncoded();
                String lines =
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(encoded);
                return Files.writeString(
                        folder.resolve("issuer.pem"),
                        "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n");
            }
        }
        throw new IllegalStateException("the issuer publishes no RS256 key");
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    private Path nginx(String name, String http) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve(name));
        return Files.writeString(
                folder.resolve(name + ".conf"),
                """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log stderr warn;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  keepalive_requests 10000000;
                  client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  %2$s
                }
                """
                        .formatted(temporary, http));
    }
}
