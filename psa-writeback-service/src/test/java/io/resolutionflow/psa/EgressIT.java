package io.resolutionflow.psa;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.platform.testing.service.Answer;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract-psa §3 through the real endpoints: no typed address, no name and no change of a name's
 * mind leads a connection inside. A listener on every address of this machine counts.
 */
class EgressIT extends RunningService {

    private static final String PATH = "/api/v1/integrations/psa/connections";
    private static final int PORT = TestNames.LISTENER.port();

    private Answer create(String provider, String url) {
        Object config =
                provider.equals("connectwise")
                        ? Map.of("company_id", "acme", "own_host", true)
                        : Map.of();
        Object credentials =
                provider.equals("connectwise")
                        ? Map.of("public_key", "a", "private_key", "b")
                        : Map.of("token", "t");
        return post(
                owner,
                PATH,
                Map.of(
                        "provider", provider,
                        "display_name", "Guard " + UUID.randomUUID(),
                        "base_url", url,
                        "config", config,
                        "credentials", credentials));
    }

    static Stream<String> typed() {
        return Stream.of(
                        "http://127.0.0.1:{p}",
                        "http://localhost:{p}",
                        "http://[::1]:{p}",
                        "http://psa.example.com:{p}",
                        "https://127.0.0.1:{p}",
                        "https://127.1:{p}",
                        "https://127.0.0.1.:{p}",
                        "https://2130706433:{p}",
                        "https://017700000001:{p}",
                        "https://0x7f000001:{p}",
                        "https://0x7f.0.0.1:{p}",
                        "https://0x7f.1:{p}",
                        "https://127.0.0.0x1:{p}",
                        "https://0.0.0.0:{p}",
                        "https://0:{p}",
                        "https://[::]:{p}",
                        "https://[::1]:{p}",
                        "https://[0:0:0:0:0:0:0:1]:{p}",
                        "https://[::ffff:127.0.0.1]:{p}",
                        "https://[::ffff:7f00:1]:{p}",
                        "https://[::127.0.0.1]:{p}",
                        "https://[64:ff9b::7f00:1]:{p}",
                        "https://[2002:7f00:1::]:{p}",
                        "https://[fe80::1%25lo]:{p}",
                        "https://10.0.0.1:{p}",
                        "https://172.16.0.1:{p}",
                        "https://192.168.0.1:{p}",
                        "https://100.64.0.1:{p}",
                        "https://169.254.169.254/latest/meta-data",
                        "https://localhost:{p}",
                        "https://localhost.:{p}",
                        "https://intranet:{p}",
                        "https://user@zammad.example.com:{p}",
                        "https://zammad.example.com@127.0.0.1:{p}",
                        "https://127.0.0.1:{p}#.zammad.example.com",
                        "https://127.0.0.1:{p}?.zammad.example.com",
                        "https://zammad.example.com:22",
                        "https://zammad.example.com:0",
                        "https://zammad.example.com:99999",
                        "https://zammad.example.com:{p}/a/../b",
                        "https://zammad.example.com:{p}//evil",
                        "https://zammad.example.com:{p}/%2e%2e",
                        "https://zammad.example.com\\@127.0.0.1:{p}",
                        "https://zammad.example.com\r\nHost: x",
                        "https://zammad example.com",
                        "ftp://zammad.example.com",
                        "file:///etc/passwd",
                        "gopher://127.0.0.1:{p}",
                        "javascript:alert(1)",
                        "//127.0.0.1:{p}",
                        "zammad.example.com",
                        "https://",
                        "https:///x",
                        "https://①②⑦.0.0.1:{p}",
                        "https://127。0。0。1:{p}")
                .map(url -> url.replace("{p}", String.valueOf(PORT)));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void a_typed_address_that_leads_inside_is_refused_and_not_called(String url) {
        int before = TestNames.LISTENER.connections();
        Answer refused = create("zammad", url);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("url_not_allowed");
        assertThat(refused.text("field")).isEqualTo("base_url");
        assertThat(TestNames.LISTENER.connections()).isEqualTo(before);
    }

    /** The name passed when it was typed, and leads inside when it is called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "fc00::1",
                "fe80::1",
                "ff02::1"
            })
    void a_name_that_changes_its_mind_is_not_followed(String address) {
        int before = TestNames.LISTENER.connections();
        String host = "h" + UUID.randomUUID() + ".rebind.test";
        TestNames.ADDRESSES.put(host, List.of(InetAddress.ofLiteral("93.184.216.34")));
        Answer created = create("zammad", "https://" + host + ":" + PORT);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        TestNames.ADDRESSES.put(
                host,
                List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral(address)));
        String boards = "/api/v1/integrations/psa/boards?connection_id=" + created.text("id");
        Answer blocked = get(dana, boards);
        assertThat(blocked.status()).as(blocked.body()).isEqualTo(502);
        assertThat(blocked.text("code")).isEqualTo("psa_unreachable");
        assertThat(blocked.text("psa_reason")).isEqualTo("address_blocked");
        assertThat(blocked.body()).doesNotContain(address.length() > 4 ? address : host);
        Answer tested = post(owner, PATH + "/" + created.text("id") + "/test", null);
        assertThat(tested.json().path("ok").asBoolean()).isFalse();
        assertThat(TestNames.LISTENER.connections()).isEqualTo(before);
        Answer changed =
                patch(
                        owner,
                        PATH + "/" + created.text("id"),
                        Map.of(
                                "version",
                                1,
                                "base_url",
                                "https://" + host + ":" + PORT + "/desk",
                                "credentials",
                                Map.of("token", "t")));
        assertThat(changed.text("code")).isEqualTo("url_not_allowed");
        TestNames.ADDRESSES.remove(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api-na.myconnectwise.net.evil.test",
                "https://evilmyconnectwise.net",
                "https://halopsa.com.evil.test"
            })
    void another_host_than_the_vendors_must_be_named_the_own_one(String url) {
        Answer refused =
                post(
                        owner,
                        PATH,
                        Map.of(
                                "provider",
                                "connectwise",
                                "display_name",
                                "x",
                                "base_url",
                                url,
                                "config",
                                Map.of("company_id", "acme"),
                                "credentials",
                                Map.of("public_key", "a", "private_key", "b")));
        assertThat(refused.text("code")).isEqualTo("url_not_allowed");
    }
}
