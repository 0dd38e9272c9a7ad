package io.resolutionflow.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.demo.DemoUsers;
import io.resolutionflow.stack.demo.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What services expect of the backing parts, asked of the running ones ({@code ./rf test}). */
class BackingPartsIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final String issuer = variable("RF_TEST_ISSUER_URI");

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void everyDemoUserGetsATokenOfTheIssuerForTheAudience() throws Exception {
        var tokens = new Tokens(issuer, http, json);
        for (String email : DemoUsers.EMAILS) {
            JsonNode claims = claims(tokens.of(email));

            assertThat(claims.path("iss").asString()).isEqualTo(issuer);
            assertThat(claims.path("aud").asString()).isEqualTo("resolutionflow-api");
            assertThat(claims.path("email").asString()).isEqualTo(email);
        }
    }

    @Test
    void aUserTokenCarriesAccountTeamFlagsAndRole() throws Exception {
        JsonNode claims = claims(new Tokens(issuer, http, json).of("cover@acme.test"));

        assertThat(claims.path("sub").asString()).isEqualTo("a1000000-0000-4000-8000-000000000005");
        assertThat(claims.path("name").asString()).isEqualTo("Casey Lindqvist");
        assertThat(claims.path("account_id").asString())
                .isEqualTo("a0000000-0000-4000-8000-000000000001");
        assertThat(claims.path("can_cover_l1").asBoolean()).isTrue();
        assertThat(claims.path("is_team_admin").isBoolean()).isTrue();
        assertThat(claims.path("realm_access").path("roles"))
                .singleElement()
                .hasToString("\"engineer\"");
    }

    @Test
    void theOperatorBelongsToNoAccount() throws Exception {
        JsonNode claims = claims(new Tokens(issuer, http, json).of("root@platform.test"));

        assertThat(claims.has("account_id")).isFalse();
        assertThat(claims.path("realm_access").path("roles"))
                .singleElement()
                .hasToString("\"super_admin\"");
    }

    @Test
    void aServiceTokenNamesItsClientAndNoAccount() throws Exception {
        JsonNode claims = claims(serviceToken("psa-writeback-service"));

        assertThat(claims.path("azp").asString()).isEqualTo("psa-writeback-service");
        assertThat(claims.path("client_id").asString()).isEqualTo("psa-writeback-service");
        assertThat(claims.path("aud").asString()).isEqualTo("resolutionflow-api");
        assertThat(claims.has("account_id")).isFalse();
    }

    @Test
    void theBrowserClientTakesNoPasswords() throws Exception {
        var answer =
                token("grant_type=password&client_id=web&username=eng1@acme.test&password=demo");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("unauthorized_client");
    }

    @Test
    void onlyHandoffServiceMayReadTheMembersOfAnAccount() throws Exception {
        String members = "/users?q=account_id:b0000000-0000-4000-8000-000000000002";

        var allowed = admin(members, serviceToken("handoff-service"));
        var refused = admin(members, serviceToken("session-service"));

        assertThat(
                        json.readTree(allowed.body())
                                .valueStream()
                                .map(user -> user.path("email").asString()))
                .containsExactlyInAnyOrder(
                        "owner@globex.test", "eng1@globex.test", "l1@globex.test");
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void everyTopicHasSixPartitionsAndADeadLetterTopicOfTheSameSize() throws Exception {
        var servers =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        variable("RF_TEST_KAFKA_BOOTSTRAP_SERVERS"));
        try (var admin = Admin.create(servers)) {
            for (String topic : Topics.EVENTS) {
                var pair = java.util.List.of(topic, topic + "-dlt");

                assertThat(admin.describeTopics(pair).allTopicNames().get().values())
                        .allSatisfy(one -> assertThat(one.partitions()).hasSize(6));
            }
        }
    }

    @Test
    void thePostgresServerHasVectorsAndComparesAllOfUnicode() throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                variable("RF_TEST_POSTGRES_URL")
                                        .replaceFirst("/[^/]*$", "/resolutionflow"),
                                variable("RF_TEST_POSTGRES_USER"),
                                variable("RF_TEST_POSTGRES_PASSWORD"));
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select '[1,2]'::public.vector <=> '[1,2]'::public.vector, lower('ÄÖÉ'),"
                                        + " (select count(*) from pg_roles where rolname like 'rf\\_%' and rolbypassrls)")) {
            row.next();

            assertThat(row.getDouble(1)).isZero();
            assertThat(row.getString(2)).isEqualTo("äöé");
            assertThat(row.getInt(3)).isZero();
        }
    }

    private String serviceToken(String service) throws Exception {
        String secret =
                variable(
                        "RF_TEST_CLIENT_SECRET_"
                                + service.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        var answer =
                token(
                        "grant_type=client_credentials&client_id="
                                + service
                                + "&client_secret="
                                + secret);
        return json.readTree(answer.body()).path("access_token").asString();
    }

    private HttpResponse<String> token(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> admin(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(issuer.replace("/realms/", "/admin/realms/") + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode claims(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return json.readTree(new String(payload, StandardCharsets.UTF_8));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(
                System.getenv(name),
                name + " is not set: run ./rf test stack, or evaluate ./rf variables first");
    }
}
