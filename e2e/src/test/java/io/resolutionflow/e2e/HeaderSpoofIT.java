package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A sound token of one account with headers that claim another, written byte by byte, at the
 * gateway and at each service's own port: refused, or answered as if the header were not there.
 */
class HeaderSpoofIT {

    private static final String FOREIGN_USER = "d0000000-0000-4000-8000-00000000dead";
    private static final Map<String, String> PATHS =
            Map.of(
                    "gateway", "/api/v1/members/me",
                    "session-service", "/api/v1/ai-sessions?limit=1",
                    "l1-walk-service", "/api/v1/l1/queue?limit=1",
                    "handoff-service", "/api/v1/members/me",
                    "psa-writeback-service", "/api/v1/integrations/psa/connections",
                    "ai-gateway-service", "/api/v1/ai/settings");

    private final String token = RunningStack.GATEWAY.signIn("owner@globex.test").token();

    @TestFactory
    Stream<DynamicTest> a_header_never_makes_somebody_else() {
        var spoofs = spoofs();
        assertThat(spoofs).hasSizeGreaterThanOrEqualTo(100);
        Map<String, String> honest = new LinkedHashMap<>();
        doors().forEach((door, at) -> honest.put(door, send(door, at, "")));
        honest.forEach((door, answer) -> assertThat(answer).as(door).startsWith("200"));
        return spoofs.entrySet().stream()
                .map(spoof ->
                        DynamicTest.dynamicTest(
                                spoof.getKey(),
                                () ->
                                        doors().forEach((door, at) -> {
                                            String answer = send(door, at, spoof.getValue());
                                            assertThat(
                                                            answer.startsWith("4")
                                                                    || answer.equals(
                                                                            honest.get(door)))
                                                    .as(door + ": " + answer)
                                                    .isTrue();
                                            assertThat(answer).doesNotContain("acme.test");
                                        })));
    }

    /** Header lines by name, each complete. */
    private static Map<String, String> spoofs() {
        var spoofs = new LinkedHashMap<String, String>();
        var names = new ArrayList<String>();
        for (String name :
                List.of(
                        "X-RF-Account-Id",
                        "X-RF-User-Id",
                        "X-RF-Team-Id",
                        "X-RF-Roles",
                        "X-RF-User-Name",
                        "X-RF-Can-Cover-L1",
                        "X-RF-Act-As-Account",
                        "X-Tenant-Id",
                        "X-TenantId",
                        "X-Tenant",
                        "X-User-Id",
                        "X-User",
                        "X-Forwarded-User",
                        "X-Forwarded-For",
                        "Forwarded")) {
            names.add(name);
            names.add(name.toLowerCase(java.util.Locale.ROOT));
            names.add(name.toUpperCase(java.util.Locale.ROOT));
            names.add(name.replace('-', '_'));
            names.add(name.replaceFirst("-", "_"));
        }
        for (String name : names) {
            spoofs.put(name, name + ": " + value(name) + "\r\n");
        }
        for (String name :
                List.of("X-RF-Account-Id", "X-RF-User-Id", "X-RF-Roles", "X-Tenant-Id")) {
            String value = value(name);
            spoofs.put(
                    name + " twice", name + ": " + value + "\r\n" + name + ": " + value + "\r\n");
            spoofs.put(
                    name + " in two writings",
                    name
                            + ": "
                            + value
                            + "\r\n"
                            + name.toLowerCase(java.util.Locale.ROOT)
                            + ": x\r\n");
            spoofs.put(name + " space before the colon", name + " : " + value + "\r\n");
            spoofs.put(name + " tab before the colon", name + "\t: " + value + "\r\n");
            spoofs.put(name + " folded", "X-Other: a\r\n " + name + ": " + value + "\r\n");
            spoofs.put(name + " led by a space", " " + name + ": " + value + "\r\n");
            spoofs.put(
                    name + " behind a bare carriage return",
                    "X-Other: a\r" + name + ": " + value + "\r\n");
            spoofs.put(
                    name + " behind a bare line feed",
                    "X-Other: a\n" + name + ": " + value + "\r\n");
            spoofs.put(name + " named by Connection", "Connection: " + name + "\r\n");
            spoofs.put(
                    name + " named by Connection and sent",
                    "Connection: close, " + name + "\r\n" + name + ": " + value + "\r\n");
        }
        spoofs.put("Authorization named by Connection", "Connection: Authorization\r\n");
        spoofs.put("a second token", "Authorization: Bearer x.y.z\r\n");
        spoofs.put(
                "a token of another scheme",
                "Authorization: Basic b3duZXJAYWNtZS50ZXN0OmRlbW8=\r\n");
        for (String name :
                List.of(
                        "X-Original-URL",
                        "X-Rewrite-URL",
                        "X-Forwarded-Prefix",
                        "X-Forwarded-Path")) {
            spoofs.put(name, name + ": /internal/v1/members\r\n");
        }
        for (String name :
                List.of(
                        "X-Remote-User",
                        "Remote-User",
                        "X-Auth-Request-User",
                        "X-Account-Id",
                        "Account-Id",
                        "X-Client-Cert",
                        "X-SSL-Client-S-DN")) {
            spoofs.put(name, name + ": " + Victim.ACCOUNT + "\r\n");
        }
        return spoofs;
    }

    private static String value(String name) {
        String plain = name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (plain.endsWith("roles")) {
            return "super_admin";
        }
        if (plain.endsWith("l1")) {
            return "true";
        }
        return plain.contains("user") ? FOREIGN_USER : Victim.ACCOUNT;
    }

    /** The status and body; 400 where the server closed the connection at once. */
    private String send(String door, URI at, String lines) {
        String request =
                "GET "
                        + PATHS.get(door)
                        + " HTTP/1.1\r\nHost: "
                        + at.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n"
                        + lines
                        + (lines.contains("Connection:") ? "" : "Connection: close\r\n")
                        + "\r\n";
        try (var socket = new Socket(InetAddress.getByName(at.getHost()), at.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return RawAnswer.read(socket.getInputStream());
        } catch (IOException closed) {
            return "400 closed";
        }
    }

    private static Map<String, URI> doors() {
        var doors = new LinkedHashMap<String, URI>();
        doors.put("gateway", RunningStack.GATEWAY.address());
        OperationCatalogue.services()
                .forEach(service -> doors.put(service, OperationCatalogue.ownPort(service)));
        return doors;
    }
}
