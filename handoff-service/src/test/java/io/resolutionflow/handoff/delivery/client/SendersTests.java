package io.resolutionflow.handoff.delivery.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.handoff.delivery.Outcome;
import io.resolutionflow.handoff.delivery.client.WireSenders.HttpOutcome;
import io.resolutionflow.platform.egress.HttpAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Contract-handoffs §7.2: what is tried again and what is final. */
class SendersTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:03:09Z");

    private static Outcome of(int status, Map<String, String> headers) {
        return HttpOutcome.of(new HttpAnswer(status, headers, new byte[0]), NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) {
        assertThat(of(status, Map.of())).isInstanceOf(Outcome.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 401, 403, 404, 409, 413, 422})
    void a_refusal_or_a_redirect_is_final(int status) {
        assertThat(of(status, Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, refused -> assertThat(refused.gone()).isFalse());
    }

    @Test
    void gone_is_gone_and_success_is_success() {
        assertThat(of(410, Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, refused -> assertThat(refused.gone()).isTrue());
        assertThat(of(202, Map.of())).isEqualTo(new Outcome.Sent(202));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7                             | PT7S
                    86400                         | PT10M
                    Fri, 20 Nov 2026 14:04:09 GMT | PT1M
                    soon                          | PT0S
                    """)
    void a_receiver_says_how_long_to_wait_up_to_ten_minutes(String header, Duration pause) {
        assertThat(of(429, Map.of("retry-after", header)))
                .isInstanceOfSatisfying(
                        Outcome.TryAgain.class,
                        again -> assertThat(again.atLeast()).isEqualTo(pause));
    }

    @Test
    void a_mail_server_that_is_busy_or_away_is_tried_again_and_one_that_refuses_is_not()
            throws Exception {
        assertThat(answeredBy("451 4.3.0 try later")).isInstanceOf(Outcome.TryAgain.class);
        assertThat(answeredBy("550 5.1.1 no such user")).isInstanceOf(Outcome.Refused.class);
        assertThat(send(mail(1))).isInstanceOf(Outcome.TryAgain.class);
        var none = new HandoffProperties.Mail("", 25, "", "", false, "a@b.test");
        assertThat(send(new SmtpMail(properties(none), formats(none), Clock.systemUTC())))
                .isEqualTo(new Outcome.Refused("not_configured", null, false));
    }

    /** An SMTP server that has this answer for every recipient. */
    private static Outcome answeredBy(String rcpt) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talk(server, rcpt));
            return send(mail(server.getLocalPort()));
        }
    }

    private static void talk(ServerSocket server, String rcpt) {
        try (var socket = server.accept();
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = socket.getOutputStream();
            out.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = line.startsWith("RCPT") ? rcpt : "250 fine";
                out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the client hung up
        }
    }

    private static Outcome send(SmtpMail mail) {
        var message =
                new Message(
                        "session.escalated",
                        NOW,
                        "Ana escalated: VPN\r\nBcc: everybody@example.test",
                        "Stuck",
                        "Ana",
                        "/pilot/1",
                        JsonMapper.shared().createObjectNode());
        return mail.send("dana@example.test", UUID.randomUUID(), message);
    }

    private static SmtpMail mail(int port) {
        var settings = new HandoffProperties.Mail("127.0.0.1", port, "", "", false, "rf@b.test");
        return new SmtpMail(properties(settings), formats(settings), Clock.systemUTC());
    }

    private static ChannelFormats formats(HandoffProperties.Mail mail) {
        return new ChannelFormats(JsonMapper.shared(), properties(mail));
    }

    private static HandoffProperties properties(HandoffProperties.Mail mail) {
        var delivering =
                new HandoffProperties.Notify(
                        Duration.ofSeconds(1),
                        List.of(Duration.ofSeconds(30)),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        "https://desk.example.test/",
                        "443",
                        "",
                        "",
                        ".rf");
        return new HandoffProperties(null, null, null, null, delivering, mail);
    }
}
