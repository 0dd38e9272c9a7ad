package io.resolutionflow.handoff;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server of this test JVM. */
final class Mailbox {

    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    static {
        SERVER.start();
    }

    private Mailbox() {}

    static int smtpPort() {
        return SERVER.getSmtp().getPort();
    }

    /** Mails whose text names this, an id for example. */
    static List<MimeMessage> about(Object named) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(mail -> source(mail).contains(named.toString()))
                .toList();
    }

    /** The whole mail, quoted-printable line ends taken out. */
    static String source(MimeMessage mail) {
        return GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "");
    }

    static String to(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
