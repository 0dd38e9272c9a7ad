package io.resolutionflow.stack.sink;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.resolutionflow.stack.simulator.http.Answer;
import io.resolutionflow.stack.simulator.http.Reply;
import io.resolutionflow.stack.simulator.http.Request;
import io.resolutionflow.stack.simulator.http.RequestHandler;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An SMTP server that takes every mail for anybody, and the list of what arrived: one entry a
 * recipient.
 */
public final class MailSink implements RequestHandler, AutoCloseable {

    private final GreenMail smtp;

    private MailSink(GreenMail smtp) {
        this.smtp = smtp;
    }

    /**
     * @param port 0 takes any free one, see {@link #smtpPort()}
     */
    public static MailSink start(int port) {
        var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        var smtp = new GreenMail(setup);
        smtp.start();
        return new MailSink(smtp);
    }

    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    @Override
    public void handle(Request request, Answer answer) throws IOException {
        try {
            answer.send(
                    switch (request.method()) {
                        case "GET" -> Reply.own(200, received());
                        case "DELETE" -> empty();
                        default -> Reply.empty(405);
                    });
        } catch (MessagingException | FolderException e) {
            throw new IllegalStateException("A received mail cannot be read", e);
        }
    }

    private List<ReceivedMail> received() throws MessagingException, IOException, FolderException {
        var mails = new ArrayList<ReceivedMail>();
        for (var user : smtp.getUserManager().listUser()) {
            for (var message : messages(user)) {
                mails.add(ReceivedMail.of(user.getEmail(), message));
            }
        }
        mails.sort(
                Comparator.comparing(ReceivedMail::receivedAt)
                        .thenComparing(ReceivedMail::recipient));
        return mails;
    }

    private List<StoredMessage> messages(GreenMailUser user) throws FolderException {
        return smtp.getManagers().getImapHostManager().getInbox(user).getMessages();
    }

    private Reply empty() throws FolderException {
        smtp.purgeEmailFromAllMailboxes();
        return Reply.empty(204);
    }

    @Override
    public void close() {
        smtp.stop();
    }
}
