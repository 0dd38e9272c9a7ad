package io.resolutionflow.stack.simulator.connectwise;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTests {

    private static final String INFO = "/v4_6_release/apis/3.0/system/info";
    private static final String CLIENT_ID = "11111111-1111-4111-8111-111111111111";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void keysAndClientIdTogetherComeIn() throws Exception {
        var info = rig.connectwise("/system/info");

        assertThat(info.status()).isEqualTo(200);
        assertThat(info.json().path("version").asString()).contains("simulator");
        assertThat(info.header("api-current-version")).isEqualTo("2026.1");
    }

    @Test
    void eitherHeaderAloneIsA401() throws Exception {
        var onlyKeys = Map.of("Authorization", SimulatorRig.basic("acme+rfpub:rfpriv"));
        var onlyClient = Map.of("clientId", CLIENT_ID);

        assertThat(rig.connectwise("GET", INFO, "", onlyKeys).status()).isEqualTo(401);
        assertThat(rig.connectwise("GET", INFO, "", onlyClient).status()).isEqualTo(401);
    }

    @Test
    void aWrongCompanyKeyOrClientIdIsA401InTheProvidersShape() throws Exception {
        for (var pair :
                new String[] {
                    "other+rfpub:rfpriv", "acme+other:rfpriv", "acme+rfpub:other", "acme+rfpub:"
                }) {
            var headers = Map.of("Authorization", SimulatorRig.basic(pair), "clientId", CLIENT_ID);
            var answered = rig.connectwise("GET", INFO, "", headers);

            assertThat(answered.status()).as(pair).isEqualTo(401);
            assertThat(answered.json().path("code").asString()).isEqualTo("Unauthorized");
        }
        var otherClient =
                Map.of(
                        "Authorization",
                        SimulatorRig.basic("acme+rfpub:rfpriv"),
                        "clientId",
                        "22222222-2222-4222-8222-222222222222");
        assertThat(rig.connectwise("GET", INFO, "", otherClient).status()).isEqualTo(401);
    }

    @Test
    void companyInfoTellsTheCodebaseToAnybody() throws Exception {
        var known = rig.connectwise("GET", "/login/companyinfo/acme", "", Map.of());
        var unknown = rig.connectwise("GET", "/login/companyinfo/nobody", "", Map.of());

        assertThat(known.json().path("Codebase").asString()).isEqualTo("v2026_1/");
        assertThat(known.json().path("IsCloud").asString()).isEqualTo("True");
        assertThat(known.json().path("CompanyName").asString()).contains("simulator");
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.text()).isEqualTo("null");
    }

    @Test
    void afterRotationTheOldCodebaseIsGoneAndTheAliasStays() throws Exception {
        var old = "/v2026_1/apis/3.0/system/info";
        assertThat(rig.connectwise("GET", old, "", SimulatorRig.CONNECTWISE_HEADERS).status())
                .isEqualTo(200);

        rig.admin("POST", "codebase", "{\"codebase\":\"v2026_2/\"}");

        var current = rig.connectwise("GET", "/login/companyinfo/acme", "", Map.of());
        assertThat(current.json().path("Codebase").asString()).isEqualTo("v2026_2/");
        assertThat(rig.connectwise("GET", old, "", SimulatorRig.CONNECTWISE_HEADERS).status())
                .isEqualTo(404);
        assertThat(
                        rig.connectwise(
                                        "GET",
                                        old.replace("2026_1", "2026_2"),
                                        "",
                                        SimulatorRig.CONNECTWISE_HEADERS)
                                .status())
                .isEqualTo(200);
        assertThat(rig.connectwise("/system/info").status()).isEqualTo(200);
    }
}
