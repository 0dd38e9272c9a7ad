package io.resolutionflow.handoff.delivery.client;

import io.resolutionflow.handoff.Cut;
import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.handoff.delivery.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** E-mail by the deployment's SMTP server: a text and an HTML part, one connection a mail. */
@Component
class SmtpMail {

    private static final int REASON_MAX = 200;
    private static final int PERMANENT = 500;

    private final HandoffProperties.Mail settings;
    private final ChannelFormats formats;
    private final Session session;
    private final Clock clock;

    SmtpMail(HandoffProperties properties, ChannelFormats formats, Clock clock) {
        this.settings = properties.mail();
        this.formats = formats;
        this.session = Session.getInstance(transport(properties));
        this.clock = clock;
    }

    private static Properties transport(HandoffProperties properties) {
        String timeout = Long.toString(properties.delivering().timeout().toMillis());
        var transport = new Properties();
        transport.put("mail.smtp.host", properties.mail().host());
        transport.put("mail.smtp.port", Integer.toString(properties.mail().port()));
        transport.put("mail.smtp.connectiontimeout", timeout);
        transport.put("mail.smtp.timeout", timeout);
        transport.put("mail.smtp.writetimeout", timeout);
        boolean tls = properties.mail().startTls();
        transport.put("mail.smtp.starttls.enable", Boolean.toString(tls));
        transport.put("mail.smtp.starttls.required", Boolean.toString(tls));
        transport.put("mail.smtp.ssl.checkserveridentity", "true");
        return transport;
    }

    Outcome send(String address, UUID deliveryId, Message message) {
        if (!settings.isConfigured()) {
            return new Outcome.Refused("not_configured", null, false);
        }
        boolean taken = false;
        try {
            MimeMessage mail = mail(address, deliveryId, message);
            try (Transport transport = session.getTransport("smtp")) {
                if (settings.username().isBlank()) {
                    transport.connect();
                } else {
                    transport.connect(settings.username(), settings.password());
                }
                transport.sendMessage(mail, mail.getAllRecipients());
                taken = true;
            }
            return new Outcome.Sent(null);
        } catch (AddressException | AuthenticationFailedException e) {
            return new Outcome.Refused("smtp_refused", null, false);
        } catch (MessagingException e) {
            if (taken) {
                // only the good-bye failed; another try would double the mail
                return new Outcome.Sent(null);
            }
            return replyCode(e) >= PERMANENT
                    ? new Outcome.Refused("smtp_refused", null, false)
                    : new Outcome.TryAgain("smtp_unavailable", null, null);
        }
    }

    private MimeMessage mail(String address, UUID deliveryId, Message message)
            throws MessagingException {
        var mail = new IdentifiedMail(session, deliveryId);
        mail.setFrom(new InternetAddress(settings.from()));
        mail.setRecipient(
                jakarta.mail.Message.RecipientType.TO, new InternetAddress(address, true));
        mail.setSubject(oneLine(message.headline()), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        // answers of absent people help nobody
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setContent(new MimeMultipart("alternative", text(message), html(message)));
        mail.saveChanges();
        return mail;
    }

    private MimeBodyPart text(Message message) throws MessagingException {
        var text = new StringBuilder(oneLine(message.headline())).append("\n");
        if (message.reason() != null) {
            text.append("\n").append(cut(message.reason())).append("\n");
        }
        text.append("\n").append(formats.link(message)).append("\n");
        var part = new MimeBodyPart();
        part.setText(text.toString(), StandardCharsets.UTF_8.name());
        return part;
    }

    private MimeBodyPart html(Message message) throws MessagingException {
        String link = HtmlUtils.htmlEscape(formats.link(message));
        String reason =
                message.reason() == null
                        ? ""
                        : "<p>" + HtmlUtils.htmlEscape(cut(message.reason())) + "</p>";
        var part = new MimeBodyPart();
        part.setText(
                "<!doctype html><html lang=\"en\"><body><p><strong>"
                        + HtmlUtils.htmlEscape(oneLine(message.headline()))
                        + "</strong></p>"
                        + reason
                        + "<p><a href=\""
                        + link
                        + "\">Open in ResolutionFlow</a></p></body></html>",
                StandardCharsets.UTF_8.name(),
                "html");
        return part;
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_MAX ? reason : Cut.to(reason, REASON_MAX - 1) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** The server's reply, 0 when it said nothing. */
    private static int replyCode(MessagingException e) {
        for (Exception at = e; at != null; at = next(at)) {
            int code =
                    switch (at) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSendFailedException send -> send.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        default -> 0;
                    };
            if (code > 0) {
                return code;
            }
        }
        return 0;
    }

    private static @org.jspecify.annotations.Nullable Exception next(Exception at) {
        return at instanceof MessagingException failed ? failed.getNextException() : null;
    }

    /** The same id on each try, so that mail servers and people can tell repeats. */
    private static final class IdentifiedMail extends MimeMessage {

        private final UUID id;

        IdentifiedMail(Session session, UUID id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@resolutionflow>");
        }
    }
}
