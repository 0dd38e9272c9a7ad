package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BrowserTests extends GatewayUnderTest {

    @Test
    void the_app_is_served_with_strict_headers() throws Exception {
        var index = get("/pilot/0199?pickup=true", null);
        assertThat(index.body()).contains("<title>app</title>");
        assertThat(index.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(index.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var asset = get("/assets/app-abc123.js", null);
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(get("/missing.js", null).statusCode()).isEqualTo(404);
        assertThat(get("/config.json", null).body())
                .contains("\"client_id\":\"web\"")
                .contains(TestIssuer.get().uri());
    }

    @Test
    void another_origin_may_not_call_the_api() throws Exception {
        var preflight =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/api/v1/l1/queue"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "https://evil.example")
                                .header("Access-Control-Request-Method", "GET")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_file_packed_ahead_is_sent_as_it_is() throws Exception {
        for (var packed : Map.of("br", "brotli", "gzip", "gzip").entrySet()) {
            var answer =
                    http.send(
                            request("/assets/app-abc123.js", null)
                                    .header("Accept-Encoding", packed.getKey())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Content-Encoding")).contains(packed.getKey());
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .contains("javascript");
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                    .contains("immutable");
            assertThat(answer.body()).isEqualTo(packed.getValue());
        }
    }

    @Test
    void caches_tell_the_encodings_of_a_file_apart() throws Exception {
        var plain = asset("identity", null);
        var brotli = asset("br, gzip", null);
        var gzip = asset("gzip", null);
        assertThat(List.of(plain.body(), brotli.body(), gzip.body()))
                .containsExactly("console.log(1)", "brotli", "gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        var tags = new HashSet<String>();
        for (var answer : List.of(plain, brotli, gzip)) {
            assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
            tags.add(answer.headers().firstValue("ETag").orElseThrow());
        }
        assertThat(tags).hasSize(3);
        String tag = brotli.headers().firstValue("ETag").orElseThrow();
        var unchanged = asset("br", tag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.headers().firstValue("ETag")).contains(tag);
        assertThat(unchanged.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(asset("gzip", tag).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> asset(String encodings, @Nullable String known) throws Exception {
        var request = request("/assets/app-abc123.js", null).header("Accept-Encoding", encodings);
        if (known != null) {
            request.header("If-None-Match", known);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void one_page_shows_the_public_api_of_all_services() throws Exception {
        var page = get("/api/docs/", null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).doesNotContain("<script>").contains("/api/docs/reference.js");
        for (String file :
                List.of(
                        "/api/docs/reference.js",
                        "/api/docs/reference.css",
                        "/api/docs/ui/swagger-ui-bundle.js",
                        "/api/docs/ui/swagger-ui.css")) {
            assertThat(get(file, null).statusCode()).as(file).isEqualTo(200);
        }
        String document = get("/api/docs/openapi.json", null).body();
        assertThat(document)
                .contains("\"/api/v1/l1/queue\"")
                .contains("#/components/schemas/ai-gateway-service.Row")
                .contains("Away just now: ")
                .contains("psa-writeback-service")
                .doesNotContain("/internal/");
        assertThat(get("/api/docs", null).statusCode()).isIn(200, 307);
        assertThat(get("/api/docs/nothing.js", null).statusCode()).isEqualTo(404);
    }

    @Test
    void a_named_origin_may_call_the_api_and_hsts_is_for_tls_only() throws Exception {
        var preflight =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/api/v1/l1/queue"))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "https://desk.example")
                                .header("Access-Control-Request-Method", "PATCH")
                                .header("Access-Control-Request-Headers", "authorization")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://desk.example");
        assertThat(get("/", null).headers().firstValue("Strict-Transport-Security")).isEmpty();
    }
}
