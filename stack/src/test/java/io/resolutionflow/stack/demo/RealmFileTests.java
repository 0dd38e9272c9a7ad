package io.resolutionflow.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm file against one-machine.md and architecture §5.1. */
class RealmFileTests {

    private static final Map<String, String> ACCOUNTS =
            Map.of(
                    "acme.test", "a0000000-0000-4000-8000-000000000001",
                    "globex.test", "b0000000-0000-4000-8000-000000000002",
                    "initech.test", "c0000000-0000-4000-8000-000000000003");

    private final JsonNode realm;

    RealmFileTests() throws IOException {
        try (var in = getClass().getResourceAsStream("/keycloak/resolutionflow-realm.json")) {
            this.realm = JsonMapper.shared().readTree(in);
        }
    }

    @Test
    void holdsExactlyTheDemoUsersReadyToSignIn() {
        assertThat(people().map(user -> user.path("email").asString()))
                .containsExactlyInAnyOrderElementsOf(DemoUsers.EMAILS);
        assertThat(people())
                .allSatisfy(user -> {
                    assertThat(user.path("emailVerified").asBoolean()).isTrue();
                    assertThat(user.path("requiredActions")).isEmpty();
                    assertThat(user.path("firstName").asString()).isNotBlank();
                    assertThat(user.path("id").asString()).hasSize(36);
                });
    }

    @Test
    void everyUserBelongsToTheAccountOfTheMailDomainAndTheOperatorToNone() {
        assertThat(people())
                .allSatisfy(user -> {
                    String email = user.path("email").asString();
                    String account = ACCOUNTS.get(email.substring(email.indexOf('@') + 1));
                    assertThat(user.path("attributes").path("account_id").path(0).asString(null))
                            .isEqualTo(account);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "owner@acme.test, owner",
        "admin@acme.test, admin",
        "eng1@acme.test, engineer",
        "eng2@acme.test, engineer",
        "cover@acme.test, engineer",
        "l1@acme.test, l1_tech",
        "l1b@acme.test, l1_tech",
        "viewer@acme.test, viewer",
        "owner@globex.test, owner",
        "l1@initech.test, l1_tech",
        "root@platform.test, super_admin"
    })
    void rolesAreThoseOfTheContract(String email, String role) {
        assertThat(user(email).path("realmRoles")).singleElement().hasToString("\"" + role + "\"");
    }

    @Test
    void onlyOneEngineerMayCoverL1() {
        assertThat(
                        people().filter(user ->
                                user.path("attributes")
                                        .path("can_cover_l1")
                                        .path(0)
                                        .asString()
                                        .equals("true")))
                .singleElement()
                .satisfies(user ->
                        assertThat(user.path("email").asString()).isEqualTo("cover@acme.test"));
    }

    @Test
    void tokensCarryTheClaimsThatServicesReadAndTheAudience() {
        JsonNode identity =
                realm.path("clientScopes")
                        .valueStream()
                        .filter(scope -> scope.path("name").asString().equals("identity"))
                        .findFirst()
                        .orElseThrow();
        List<String> claims =
                identity.path("protocolMappers")
                        .valueStream()
                        .map(mapper ->
                                mapper.path("config")
                                        .path("claim.name")
                                        .asString(mapper.path("name").asString()))
                        .toList();

        assertThat(claims)
                .contains(
                        "sub",
                        "name",
                        "email",
                        "account_id",
                        "team_id",
                        "can_cover_l1",
                        "is_team_admin",
                        "realm_access.roles");
        assertThat(identity.toString())
                .contains("\"included.custom.audience\":\"resolutionflow-api\"");
    }

    @Test
    void theBrowserClientIsPublicWithPkceAndTakesNoPasswords() {
        JsonNode web = client("web");

        assertThat(web.path("publicClient").asBoolean()).isTrue();
        assertThat(web.path("directAccessGrantsEnabled").asBoolean()).isFalse();
        assertThat(web.path("attributes").path("pkce.code.challenge.method").asString())
                .isEqualTo("S256");
        assertThat(web.path("redirectUris"))
                .noneSatisfy(uri -> assertThat(uri.asString()).startsWith("*"));
    }

    @Test
    void theWebAppMaySignInFromTheGatewayAndFromItsDevelopmentServerOnThisMachineOnly() {
        JsonNode web = client("web");

        assertThat(web.path("webOrigins").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(
                        "http://127.0.0.1:${RF_PORT_GATEWAY}",
                        "http://localhost:${RF_PORT_GATEWAY}",
                        "http://127.0.0.1:5173",
                        "http://localhost:5173");
        assertThat(web.path("redirectUris").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(
                        web.path("webOrigins")
                                .valueStream()
                                .map(o -> o.asString() + "/*")
                                .toList());
    }

    @Test
    void secretsOfServicesAreNotInTheFile() {
        assertThat(
                        List.of(
                                "session-service",
                                "l1-walk-service",
                                "handoff-service",
                                "psa-writeback-service",
                                "ai-gateway-service"))
                .allSatisfy(service -> {
                    assertThat(client(service).path("secret").asString())
                            .matches("\\$\\{RF_CLIENT_SECRET_[A-Z0-9_]+}");
                    assertThat(client(service).path("serviceAccountsEnabled").asBoolean()).isTrue();
                });
    }

    @Test
    void peopleCannotChangeWhatTheyMayDo() {
        String profile =
                realm.path("components")
                        .path("org.keycloak.userprofile.UserProfileProvider")
                        .path(0)
                        .path("config")
                        .path("kc.user.profile.config")
                        .path(0)
                        .asString();

        assertThat(JsonMapper.shared().readTree(profile).path("attributes").valueStream())
                .filteredOn(
                        attribute -> ACCOUNT_ATTRIBUTES.contains(attribute.path("name").asString()))
                .hasSize(ACCOUNT_ATTRIBUTES.size())
                .allSatisfy(attribute ->
                        assertThat(attribute.path("permissions").path("edit"))
                                .hasToString("[\"admin\"]"));
    }

    private static final List<String> ACCOUNT_ATTRIBUTES =
            List.of("account_id", "team_id", "can_cover_l1", "is_team_admin");

    private Stream<JsonNode> people() {
        return realm.path("users")
                .valueStream()
                .filter(user -> !user.has("serviceAccountClientId"));
    }

    private JsonNode user(String email) {
        return people().filter(user -> user.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode client(String id) {
        return realm.path("clients")
                .valueStream()
                .filter(client -> client.path("clientId").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
