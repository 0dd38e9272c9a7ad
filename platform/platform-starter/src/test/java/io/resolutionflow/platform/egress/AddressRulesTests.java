package io.resolutionflow.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sun.net.httpserver.HttpServer;
import io.resolutionflow.platform.egress.CallFailed.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract-psa §3: which addresses may be called. */
class AddressRulesTests {

    private static EgressSettings settings(String localPorts) {
        return new EgressSettings(
                EgressSettings.numbers("443"),
                EgressSettings.numbers(localPorts),
                Duration.ofSeconds(1),
                64 * 1024);
    }

    private static AddressRules rules(String localPorts, String... addresses) {
        return new AddressRules(
                settings(localPorts),
                host -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://psa.example.com",
                "ftp://psa.example.com",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "gopher://psa.example.com",
                "psa.example.com",
                "//psa.example.com",
                "https:psa.example.com",
                "https://",
                "https:///path",
                "https://user@psa.example.com",
                "https://user:pass@psa.example.com",
                "https://psa.example.com@127.0.0.1",
                "https://psa.example.com?x=1",
                "https://psa.example.com/#f",
                "https://psa.example.com:8443",
                "https://psa.example.com:80",
                "https://psa.example.com:0",
                "https://psa.example.com:99999",
                "https://localhost",
                "https://intranet",
                "https://localhost.",
                "https://psa.example.com.",
                "https://127.0.0.1",
                "https://127.1",
                "https://127.0.0.1.",
                "https://0.0.0.0",
                "https://10.0.0.1",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433",
                "https://017700000001",
                "https://0x7f000001",
                "https://0x7f.0.0.1",
                "https://0x7f.1",
                "https://127.0.0.0x1",
                "https://[::1]",
                "https://[::ffff:127.0.0.1]",
                "https://[::127.0.0.1]",
                "https://[fe80::1%25eth0]",
                "https://[64:ff9b::7f00:1]",
                "https://psa_example.com",
                "https://-psa.example.com",
                "https://psa..example.com",
                "https://psa.example.com/a/../b",
                "https://psa.example.com//a",
                "https://psa.example.com/%2e%2e/a",
                "https://psa.example.com\\@evil.example",
                "https://psa.example.com\nHost: evil",
                "https://psa.example.com\t",
                " https://psa.example.com",
                "https://psa.example.com /a",
                "http://127.0.0.1:8190",
                "http://localhost:8190",
                "http://[::1]:8190"
            })
    void these_forms_are_refused(String typed) {
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> rules("", "93.184.216.34").checkTyped(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::10.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:0808:0808::1",
                "3fff::1",
                "3ffe::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void a_name_that_leads_there_is_refused(String address) {
        assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isFalse();
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> rules("", address).checkTyped("https://psa.example.com"))
                .withMessageNotContaining(address);
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() ->
                        rules("", "93.184.216.34", address).resolveForCall("psa.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "8.8.8.8",
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "2a00:1450:4001::64"
            })
    void a_name_that_leads_to_the_internet_is_allowed(String address) {
        assertThatNoException()
                .isThrownBy(() -> rules("", address).resolveForCall("psa.example.com"));
    }

    @Test
    void an_allowed_address_comes_back_in_normal_form() {
        AddressRules rules = rules("", "93.184.216.34");
        assertThat(rules.checkTyped("https://API-NA.MyConnectWise.net/"))
                .hasToString("https://api-na.myconnectwise.net");
        assertThat(rules.checkTyped("https://psa.example.com:443/desk"))
                .hasToString("https://psa.example.com/desk");
        assertThat(rules.checkTyped("https://bücher.example"))
                .hasToString("https://xn--bcher-kva.example");
        assertThat(rules.checkTyped("https://cafe.de")).hasToString("https://cafe.de");
    }

    @Test
    void a_name_that_does_not_resolve_yet_is_accepted_when_typed() {
        var rules =
                new AddressRules(
                        settings(""),
                        host -> {
                            throw new UnknownHostException(host);
                        });
        assertThatNoException().isThrownBy(() -> rules.checkTyped("https://psa.example.com"));
    }

    @Test
    void loopback_is_open_for_listed_ports_only() {
        AddressRules rules = rules("8190,8191,", "93.184.216.34");
        assertThatNoException().isThrownBy(() -> rules.checkTyped("http://127.0.0.1:8190"));
        assertThatNoException().isThrownBy(() -> rules.checkTyped("http://[::1]:8191"));
        for (String refused :
                List.of(
                        "http://127.0.0.1:5432",
                        "http://127.0.0.1",
                        "http://10.0.0.1:8190",
                        "http://x@127.0.0.1:8190",
                        "http://127.0.0.1.example.com:8190",
                        "http://127.0.0.999:8190")) {
            assertThatExceptionOfType(AddressRefused.class)
                    .isThrownBy(() -> rules.checkTyped(refused));
        }
    }

    /**
     * A name that changes its mind between check and connection, and a server that redirects:
     * neither leads inside.
     */
    @Test
    void the_connection_goes_to_the_checked_address_and_redirects_are_not_followed()
            throws Exception {
        var hits = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    hits.incrementAndGet();
                    exchange.getResponseHeaders().set("Location", "/inside");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
        int port = server.getAddress().getPort();
        try (var http = new PinnedHttp(rules("" + port), settings("" + port))) {
            HttpAnswer answer = http.call(get("http://127.0.0.1:" + port + "/a"));
            assertThat(answer.status()).isEqualTo(302);
            assertThat(hits).hasValue(1);
        } finally {
            server.stop(0);
        }
        var lookups = new AtomicInteger();
        Names rebinding =
                host -> {
                    lookups.incrementAndGet();
                    return List.of(InetAddress.ofLiteral("127.0.0.1"));
                };
        var settings = settings("");
        try (var http = new PinnedHttp(new AddressRules(settings, rebinding), settings)) {
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> http.call(get("https://psa.example.com/a")))
                    .matches(failed -> failed.reach() == Reach.BLOCKED)
                    .withMessage("address_blocked");
            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void a_slow_body_is_cut_by_the_clock_and_a_large_one_by_its_size() throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.createContext(
                "/large",
                exchange -> {
                    exchange.sendResponseHeaders(200, 100_000);
                    try (var body = exchange.getResponseBody()) {
                        body.write(new byte[100_000]);
                    }
                });
        server.createContext(
                "/silent",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                });
        server.start();
        int port = server.getAddress().getPort();
        try (var http = new PinnedHttp(rules("" + port), settings("" + port))) {
            for (String path : List.of("/large", "/silent")) {
                assertThatExceptionOfType(CallFailed.class)
                        .isThrownBy(() -> http.call(get("http://127.0.0.1:" + port + path)))
                        .matches(failed -> failed.reach() == Reach.UNKNOWN);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_refused_connection_has_sent_nothing() throws Exception {
        int port;
        try (var taken = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (var http = new PinnedHttp(rules("" + port), settings("" + port))) {
            assertThatExceptionOfType(CallFailed.class)
                    .isThrownBy(() -> http.call(get("http://127.0.0.1:" + port + "/")))
                    .matches(failed -> failed.reach() == Reach.NOT_SENT);
        }
    }

    private static HttpRequest get(String address) {
        return new HttpRequest("GET", URI.create(address), Map.of(), null, Duration.ofMillis(700));
    }

    @Test
    void a_whole_address_may_hold_its_key_in_a_query_where_the_form_says_so() {
        var whole = new AddressForm(2_000, true, false);
        String typed = "https://hooks.example.com/run/?sig=a%2Fb";
        assertThat(rules("", "93.184.215.14").checkTyped(typed, whole)).hasToString(typed);
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> rules("").checkForm(typed, new AddressForm(2_000, false, false)));
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> rules("", "10.0.0.1").checkTyped(typed, whole));
    }

    @Test
    void loopback_ports_are_refused_outside_the_local_profile() {
        var environment = new org.springframework.mock.env.MockEnvironment();
        assertThatNoException().isThrownBy(() -> settings("").requireLocal(environment));
        environment.setActiveProfiles("local");
        assertThatNoException().isThrownBy(() -> settings("8196").requireLocal(environment));
        environment.setActiveProfiles("local", "production");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> settings("8196").requireLocal(environment));
    }
}
