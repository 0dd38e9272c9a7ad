package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.identity.TestIssuer;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import io.resolutionflow.platform.testing.parts.RealParts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
class HttpIT {

    @LocalServerPort int port;
    @Autowired DataSource dataSource;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    private RestTestClient http = RestTestClient.bindToServer().build();

    private final UUID acme = UUID.randomUUID();
    private final TestPerson engineer = TestPerson.engineer(acme);

    @BeforeEach
    void bind() {
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void no_token_is_401_token_missing_with_a_problem_body() {
        expect(get(headers -> {}), 401, "token_missing");
    }

    @Test
    void an_expired_token_says_so() {
        var claims = new HashMap<>(engineer.claims());
        claims.put("iat", Date.from(Instant.now().minusSeconds(600)));
        claims.put("exp", Date.from(Instant.now().minusSeconds(120)));
        expect(get(bearer(claims)), 401, "token_expired");
    }

    @Test
    void a_token_for_another_audience_or_issuer_is_invalid() {
        var audience = new HashMap<>(engineer.claims());
        audience.put("aud", "somebody-else");
        expect(get(bearer(audience)), 401, "token_invalid");
        var issuer = new HashMap<>(engineer.claims());
        issuer.put("iss", "http://127.0.0.1:1/realms/other");
        expect(get(bearer(issuer)), 401, "token_invalid");
    }

    @Test
    void identity_headers_that_differ_from_the_token_are_refused() {
        expect(
                get(headers -> {
                    headers.set(HttpHeaders.AUTHORIZATION, engineer.bearer());
                    headers.set("X-RF-Account-Id", UUID.randomUUID().toString());
                }),
                401,
                "token_invalid");
        expect(
                get(headers -> {
                    headers.set(HttpHeaders.AUTHORIZATION, engineer.bearer());
                    headers.set("X-RF-User-Id", UUID.randomUUID().toString());
                }),
                401,
                "token_invalid");
    }

    @Test
    void foreign_and_absent_are_the_same_404() {
        String id =
                write("{\"note_text\":\"mine\"}")
                        .expectStatus()
                        .isCreated()
                        .returnResult(Map.class)
                        .getResponseBody()
                        .get("note_id")
                        .toString();
        TestPerson stranger = TestPerson.engineer(UUID.randomUUID());

        String foreign = body("/api/v1/notes/" + id, stranger);
        String absent = body("/api/v1/notes/" + UUID.randomUUID(), stranger);

        assertThat(foreign).contains("\"code\":\"not_found\"");
        assertThat(withoutTrace(foreign)).isEqualTo(withoutTrace(absent));
    }

    @Test
    void whoever_gets_no_connection_of_the_pool_is_asked_to_come_again_not_told_of_an_outage()
            throws SQLException {
        String note = "/api/v1/notes/" + UUID.randomUUID();
        var pool = dataSource.unwrap(HikariDataSource.class);
        long usual = pool.getConnectionTimeout();
        var held = new ArrayList<Connection>();
        try {
            while (held.size() < pool.getMaximumPoolSize()) {
                held.add(pool.getConnection());
            }
            pool.setConnectionTimeout(250);
            assertThat(body(note, engineer))
                    .contains("\"code\":\"service_unavailable\"", "Too much is going on");
        } finally {
            pool.setConnectionTimeout(usual);
            for (Connection connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void the_role_gate_is_decided_before_the_body() {
        http.post()
                .uri("/api/v1/notes")
                .header(HttpHeaders.AUTHORIZATION, TestPerson.viewer(acme).bearer())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{ broken")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("role_required");
    }

    @Test
    void bad_bodies_get_the_documented_problem() {
        write("{ broken")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("malformed_request");
        write("{}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("note_text")
                .jsonPath("$.errors[0].code")
                .isEqualTo("required");
        write("{\"note_text\":7}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].code")
                .isEqualTo("invalid_type");
        write("{\"note_text\":\"  \"}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].code")
                .isEqualTo("blank");
        write("{\"note_text\":\"12345678901\"}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].code")
                .isEqualTo("too_long");
        write("{\"note_text\":\"1234567890\"}").expectStatus().isCreated();
    }

    @Test
    void the_character_no_database_keeps_is_refused() {
        for (String body :
                java.util.List.of(
                        "{\"note_text\":\"a\\u0000b\"}",
                        "{\"note_text\":\"a\",\"\\u0000\":{\"deep\":[]}}")) {
            write(body)
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("malformed_request");
        }
        write("{\"note_text\":\"\\\\u0000\"}").expectStatus().isCreated();
        assertThat(
                        get("/api/v1/notes?text=a%00b")
                                .expectStatus()
                                .isEqualTo(422)
                                .returnResult(String.class)
                                .getResponseBody())
                .contains("\"code\":\"validation_failed\"");
    }

    @Test
    void a_malformed_id_in_a_path_is_422_and_an_unknown_path_404() {
        assertThat(body("/api/v1/notes/not-an-id", engineer))
                .contains("\"code\":\"validation_failed\"");
        assertThat(body("/api/v1/notes/1-1-1-1-1", engineer))
                .contains("\"code\":\"validation_failed\"");
        assertThat(body("/api/v1/nothing", engineer)).contains("\"code\":\"not_found\"");
    }

    @Test
    void a_query_that_is_no_utf_8_is_400() {
        get("/api/v1/notes?text=%ff")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("malformed_request");
    }

    @Test
    void the_methods_of_an_address_are_told() {
        http.options()
                .uri("/api/v1/notes")
                .header(HttpHeaders.AUTHORIZATION, engineer.bearer())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches(HttpHeaders.ALLOW, ".*GET.*");
        http.delete()
                .uri("/api/v1/notes")
                .header(HttpHeaders.AUTHORIZATION, engineer.bearer())
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueMatches(HttpHeaders.ALLOW, ".*GET.*");
    }

    private RestTestClient.ResponseSpec get(String address) {
        return http.get()
                .uri(java.net.URI.create("http://127.0.0.1:" + port + address))
                .header(HttpHeaders.AUTHORIZATION, engineer.bearer())
                .exchange();
    }

    @Test
    void an_idempotency_key_replays_the_answer_and_refuses_another_body() {
        String key = UUID.randomUUID().toString();
        String first = keyed(key, "{\"note_text\":\"one\"}", 201);
        String again = keyed(key, "{\"note_text\":\"one\"}", 201);
        String other = keyed(key, "{\"note_text\":\"two\"}", 422);

        assertThat(again).isEqualTo(first);
        assertThat(other).contains("idempotency_key_reused");
    }

    @Test
    void a_key_whose_request_had_a_bad_body_is_free_again() {
        String key = UUID.randomUUID().toString();
        keyed(key, "{}", 422);
        keyed(key, "{\"note_text\":\"good\"}", 201);
    }

    @Test
    void a_key_that_took_effect_before_its_process_died_is_not_run_again() {
        String effect = UUID.randomUUID().toString();
        diedInFlight(effect, "now()");
        assertThat(keyed(effect, "{\"note_text\":\"one\"}", 409)).contains("idempotency_in_flight");

        String none = UUID.randomUUID().toString();
        diedInFlight(none, "null");
        keyed(none, "{\"note_text\":\"one\"}", 201);
    }

    @Test
    void a_key_is_marked_in_the_transaction_of_its_effect() {
        String key = UUID.randomUUID().toString();
        keyed(key, "{\"note_text\":\"one\"}", 201);

        assertThat(
                        inAccount(
                                "select count(*) from idempotency_key where effect_at is not null and key = '"
                                        + key
                                        + "'"))
                .isOne();
    }

    @Test
    void a_refused_role_does_not_stick_to_the_key() {
        String key = UUID.randomUUID().toString();
        TestPerson viewer = TestPerson.viewer(acme);
        for (String body :
                java.util.List.of("{\"note_text\":\"one\"}", "{\"note_text\":\"two\"}")) {
            http.post()
                    .uri("/api/v1/notes")
                    .header(HttpHeaders.AUTHORIZATION, viewer.bearer())
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }
    }

    /** A row as a killed process leaves it, long ago. */
    private void diedInFlight(String key, String effectAt) {
        String hash;
        try {
            hash =
                    java.util.HexFormat.of()
                            .formatHex(
                                    java.security.MessageDigest.getInstance("SHA-256")
                                            .digest(
                                                    "{\"note_text\":\"one\"}"
                                                            .getBytes(
                                                                    java.nio.charset
                                                                            .StandardCharsets
                                                                            .UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        TenantContext.run(
                acme,
                () ->
                        transaction.executeWithoutResult(status ->
                                jdbc.sql(
                                                "insert into idempotency_key (account_id, user_id, route, key, body_hash, state, started_at, effect_at, expires_at)"
                                                        + " values (?, ?, '/api/v1/notes', ?, ?, 'in_flight', now() - interval '10 minutes', "
                                                        + effectAt
                                                        + ", now() + interval '1 day')")
                                        .params(acme, engineer.userId(), key, hash)
                                        .update()));
    }

    private long inAccount(String sql) {
        return TenantContext.call(
                acme,
                () -> transaction.execute(status -> jdbc.sql(sql).query(Long.class).single()));
    }

    @Test
    void internal_operations_know_their_callers() {
        internal(TestService.client("handoff-service").bearer(), acme)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0]")
                .isEqualTo(acme.toString());
        internal(TestService.client("psa-writeback-service").bearer(), acme)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("client_not_allowed");
        internal(TestService.client("handoff-service").bearer(), null)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("no_account");
    }

    private RestTestClient.ResponseSpec internal(
            String bearer, @org.jspecify.annotations.Nullable UUID account) {
        return http.get()
                .uri("/internal/v1/whoami")
                .headers(headers -> {
                    headers.set(HttpHeaders.AUTHORIZATION, bearer);
                    if (account != null) {
                        headers.set("X-RF-Account-Id", account.toString());
                    }
                })
                .exchange();
    }

    private String keyed(String key, String body, int status) {
        return http.post()
                .uri("/api/v1/notes")
                .header(HttpHeaders.AUTHORIZATION, engineer.bearer())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
    }

    private RestTestClient.ResponseSpec write(String body) {
        return http.post()
                .uri("/api/v1/notes")
                .header(HttpHeaders.AUTHORIZATION, engineer.bearer())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private RestTestClient.ResponseSpec get(Consumer<HttpHeaders> headers) {
        return http.get().uri("/api/v1/notes/" + UUID.randomUUID()).headers(headers).exchange();
    }

    private String body(String path, TestPerson person) {
        return http.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, person.bearer())
                .exchange()
                .returnResult(String.class)
                .getResponseBody();
    }

    private static Consumer<HttpHeaders> bearer(Map<String, Object> claims) {
        return headers -> headers.setBearerAuth(TestIssuer.get().sign(claims));
    }

    private static void expect(RestTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.trace_id")
                .isNotEmpty();
    }

    private static String withoutTrace(String problem) {
        return problem.replaceAll("\"trace_id\":\"[0-9a-f]+\"", "");
    }
}
