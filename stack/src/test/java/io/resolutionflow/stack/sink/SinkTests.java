package io.resolutionflow.stack.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.stack.simulator.SimulatorRig;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SinkTests {

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void aWebhookIsKeptWithPathHeadersAndBody() throws Exception {
        webhooks("DELETE", "/", "", Map.of());

        var sent =
                webhooks(
                        "POST",
                        "/hooks/acme?x=1",
                        "{\"id\":\"é\"}",
                        Map.of("RF-Signature", "sha256=abc"));

        assertThat(sent.status()).isEqualTo(204);
        var list = webhooks("GET", "/", "", Map.of()).json();
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("path").asString()).isEqualTo("/hooks/acme");
        assertThat(list.get(0).path("query").path("x").asString()).isEqualTo("1");
        assertThat(list.get(0).path("headers").path("rf-signature").asString())
                .isEqualTo("sha256=abc");
        assertThat(list.get(0).path("body").asString()).isEqualTo("{\"id\":\"é\"}");

        assertThat(webhooks("DELETE", "/", "", Map.of()).status()).isEqualTo(204);
        assertThat(webhooks("GET", "/", "", Map.of()).json()).isEmpty();
    }

    @Test
    void aMailToAnybodyArrivesOnceForEachRecipient() throws Exception {
        mails("DELETE");

        send("eng1@acme.test", "eng2@acme.test");

        var list = mails("GET").json();
        assertThat(list).hasSize(2);
        assertThat(
                        List.of(
                                list.get(0).path("recipient").asString(),
                                list.get(1).path("recipient").asString()))
                .containsExactlyInAnyOrder("eng1@acme.test", "eng2@acme.test");
        assertThat(list.get(0).path("subject").asString()).isEqualTo("Hand-off für dich");
        assertThat(list.get(0).path("text").asString().strip()).isEqualTo("Plain text");
        assertThat(list.get(0).path("html").asString()).contains("<b>Rich</b>");
        assertThat(list.get(0).path("from").asString()).contains("noreply@resolutionflow.test");
        assertThat(list.get(0).path("headers").path("X-RF-Notice").asString()).isEqualTo("7");

        mails("DELETE");
        assertThat(mails("GET").json()).isEmpty();
    }

    @Test
    void aSinkThatIsDownTakesNothingAndKeepsWhatItHad() throws Exception {
        mails("DELETE");
        send("eng1@acme.test");
        rig.call(rig.ports().mail(), "PUT", "/__sink/down", "", Map.of());
        assertThatThrownBy(() -> send("eng2@acme.test")).isInstanceOf(MessagingException.class);
        rig.call(rig.ports().mail(), "DELETE", "/__sink/down", "", Map.of());
        send("owner@acme.test");
        assertThat(mails("GET").json()).hasSize(2);
        mails("DELETE");

        webhooks("DELETE", "/", "", Map.of());
        webhooks("PUT", "/__sink/answer", "{\"status\": 429, \"retry_after\": 7}", Map.of());
        var refused = webhooks("POST", "/hooks/acme", "{}", Map.of());
        assertThat(refused.status()).isEqualTo(429);
        webhooks("DELETE", "/__sink/answer", "", Map.of());
        assertThat(webhooks("POST", "/hooks/acme", "{}", Map.of()).status()).isEqualTo(204);
        assertThat(webhooks("GET", "/", "", Map.of()).json()).hasSize(1);
        webhooks("DELETE", "/", "", Map.of());
    }

    @Test
    void spansAreKeptAsTheirBytesAndAreNoWebhook() throws Exception {
        webhooks("DELETE", "/", "", Map.of());

        assertThat(webhooks("POST", "/v1/traces", "span of a call", Map.of()).status())
                .isEqualTo(200);
        assertThat(webhooks("POST", "/v1/traces", ", and of another", Map.of()).status())
                .isEqualTo(200);

        assertThat(rig.traces().resolve("spans-1.bin"))
                .hasContent("span of a call, and of another");
        assertThat(webhooks("GET", "/", "", Map.of()).json()).isEmpty();
    }

    private static void send(String... recipients) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", rig.ports().smtp());
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("noreply@resolutionflow.test"));
        for (var recipient : recipients) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject("Hand-off für dich", "UTF-8");
        message.setHeader("X-RF-Notice", "7");
        var text = new MimeBodyPart();
        text.setText("Plain text", "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<b>Rich</b>", "text/html; charset=utf-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(message);
    }

    private static SimulatorRig.Answered webhooks(
            String method, String path, String body, Map<String, String> headers) throws Exception {
        return rig.call(rig.ports().webhook(), method, path, body, headers);
    }

    private static SimulatorRig.Answered mails(String method) throws Exception {
        return rig.call(rig.ports().mail(), method, "/", "", Map.of());
    }
}
