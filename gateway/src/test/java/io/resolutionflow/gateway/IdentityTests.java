package io.resolutionflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.identity.TestService;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTests extends GatewayUnderTest {

    @Test
    void the_services_get_the_tokens_identity() throws Exception {
        TestPerson cover = TestPerson.coveringEngineer(acme).inTeam(UUID.randomUUID());

        assertThat(get("/api/v1/l1/queue", cover.bearer()).statusCode()).isEqualTo(200);

        var seen = SERVICE.seen.poll(5, TimeUnit.SECONDS);
        assertThat(header(seen, "X-RF-Account-Id")).containsExactly(acme.toString());
        assertThat(header(seen, "X-RF-Team-Id")).containsExactly(String.valueOf(cover.teamId()));
        assertThat(header(seen, "X-RF-User-Id")).containsExactly(cover.userId().toString());
        assertThat(header(seen, "X-RF-Roles")).containsExactly("engineer");
        assertThat(header(seen, "X-RF-Can-Cover-L1")).containsExactly("true");
        assertThat(header(seen, "Authorization")).hasSize(1);
        assertThat(header(seen, "traceparent")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-RF-Account-Id",
                "x-rf-account-id",
                "X_RF_Account_Id",
                "X-RF-Anything",
                "X-Tenant-Id",
                "X-TenantId",
                "X_Tenant",
                "X-User",
                "X-User-Id",
                "x_user_id",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X_Forwarded_Proto",
                "Forwarded"
            })
    void a_spoofed_identity_header_never_reaches_a_service(String name) throws Exception {
        String answer =
                raw(
                        "GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.l1(acme).bearer()
                                + "\r\n"
                                + name
                                + ": 0b000000-0000-4000-8000-00000000dead\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        var seen = SERVICE.seen.poll(5, TimeUnit.SECONDS);
        assertThat(seen.headers().toString()).doesNotContain("00000000dead");
        assertThat(header(seen, "X-RF-Account-Id")).containsExactly(acme.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-RF-Account-Id", "close, x-rf-user-id", "Authorization", "X_RF_Roles"})
    void a_connection_header_naming_an_identity_header_is_refused(String connection)
            throws Exception {
        String answer =
                raw(
                        "GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.l1(acme).bearer()
                                + "\r\nConnection: "
                                + connection
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_request");
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void a_request_without_or_with_a_wrong_token_is_401_with_its_code() throws Exception {
        var missing = get("/api/v1/l1/queue", null);
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(missing.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(missing.body())
                .contains("\"code\":\"token_missing\"")
                .contains("\"trace_id\":\"");
        assertThat(get("/api/v1/l1/queue", "Bearer abc").body())
                .contains("\"code\":\"token_invalid\"");
        assertThat(
                        get("/api/v1/l1/queue?access_token=abc", TestPerson.l1(acme).bearer())
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_callers_trace_goes_on_to_the_service_and_into_the_problem_document() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        http.send(
                request("/api/v1/l1/queue", TestPerson.l1(acme).bearer())
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .build(),
                BodyHandlers.ofString());
        assertThat(header(SERVICE.seen.poll(5, TimeUnit.SECONDS), "traceparent").getFirst())
                .contains(trace);

        var refused =
                http.send(
                        request("/api/v1/l1/queue", null)
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(refused.body()).contains("\"trace_id\":\"" + trace + "\"");
    }

    @Test
    void a_person_without_account_and_a_service_are_403_no_account() throws Exception {
        var person = TestPerson.superAdmin();
        var nobody =
                new TestPerson(
                        null,
                        null,
                        person.userId(),
                        "Nora",
                        io.resolutionflow.platform.identity.Role.OWNER,
                        false);

        assertThat(get("/api/v1/l1/queue", nobody.bearer()).body())
                .contains("\"code\":\"no_account\"");
        assertThat(get("/api/v1/l1/queue", TestService.client("handoff-service").bearer()).body())
                .contains("\"code\":\"no_account\"");
    }

    @Test
    void only_a_super_admin_may_act_in_an_account() throws Exception {
        UUID account = UUID.randomUUID();

        assertThat(actAs(TestPerson.owner(acme).bearer(), account.toString()).body())
                .contains("\"code\":\"role_required\"");
        assertThat(actAs(TestPerson.superAdmin().bearer(), "nonsense").statusCode()).isEqualTo(422);
        assertThat(actAs(TestPerson.superAdmin().bearer(), account.toString()).statusCode())
                .isEqualTo(200);
        assertThat(header(SERVICE.seen.poll(5, TimeUnit.SECONDS), "X-RF-Account-Id"))
                .containsExactly(account.toString());
    }

    @Test
    void acting_in_an_account_takes_exactly_one_whole_id() throws Exception {
        String root = TestPerson.superAdmin().bearer();
        for (String bad : List.of("", "1-1-1-1-1", acme + "," + acme, acme + " x")) {
            assertThat(actAs(root, bad).statusCode()).as(bad).isEqualTo(422);
        }
        var twice =
                http.send(
                        request("/api/v1/l1/queue", root)
                                .header("X-RF-Act-As-Account", acme.toString())
                                .header("X-RF-Act-As-Account", UUID.randomUUID().toString())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(twice.statusCode()).isEqualTo(422);
        // whoever is not allowed to hears that first, whatever he sent
        assertThat(actAs(TestPerson.engineer(acme).bearer(), "nonsense").body())
                .contains("\"code\":\"role_required\"");
        assertThat(actAs(TestService.client("handoff-service").bearer(), acme.toString()).body())
                .contains("\"code\":\"role_required\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"access_token", "Access_Token", "token", "id_token", "jwt", "authorization"})
    void a_token_in_the_address_is_refused(String name) throws Exception {
        var answer = get("/api/v1/l1/queue?" + name + "=x", TestPerson.l1(acme).bearer());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(SERVICE.seen).isEmpty();
    }

    @Test
    void two_tokens_are_none() throws Exception {
        String bearer = TestPerson.l1(acme).bearer();
        String answer =
                raw(
                        "GET /api/v1/l1/queue HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + bearer
                                + "\r\nAuthorization: "
                                + bearer
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").contains("token_invalid");
    }

    @Test
    void an_identity_header_in_a_trailer_never_reaches_a_service() throws Exception {
        String answer =
                raw(
                        "POST /api/v1/l1/intake HTTP/1.1\r\nHost: rf\r\nAuthorization: "
                                + TestPerson.l1(acme).bearer()
                                + "\r\nTransfer-Encoding: chunked\r\nTrailer: X-RF-Account-Id\r\n"
                                + "Connection: close\r\n\r\n2\r\n{}\r\n0\r\n"
                                + "X-RF-Account-Id: 0b000000-0000-4000-8000-00000000dead\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(SERVICE.seen.poll(5, TimeUnit.SECONDS).headers().toString())
                .doesNotContain("00000000dead");
    }

    @Test
    void a_request_id_is_kept_when_it_is_a_uuid_and_made_otherwise() throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(withRequestId(id).headers().firstValue("X-Request-Id")).contains(id);
        assertThat(header(SERVICE.seen.poll(5, TimeUnit.SECONDS), "X-Request-Id"))
                .containsExactly(id);
        assertThat(withRequestId("x y").headers().firstValue("X-Request-Id").orElseThrow())
                .hasSize(36);
    }

    private HttpResponse<String> withRequestId(String id) throws Exception {
        return http.send(
                request("/api/v1/l1/queue", TestPerson.l1(acme).bearer())
                        .header("X-Request-Id", id)
                        .build(),
                BodyHandlers.ofString());
    }
}
