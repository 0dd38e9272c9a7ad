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
 * recipient. {@code PUT /__sink/down} closes its port, {@code DELETE /__sink/down} opens it again;
 * what arrived before stays.
 */
public final class MailSink implements RequestHandler, AutoCloseable {

    private static final String DOWN = "/__sink/down";

    private final int port;
    private final List<ReceivedMail> before = new ArrayList<>();
    private GreenMail smtp;

    private MailSink(GreenMail smtp) {
        this.smtp = smtp;
        this.port = smtp.getSmtp().getPort();
    }

    /**
     * @param port 0 takes any free one, see {@link #smtpPort()}
     */
    public static MailSink start(int port) {
        return new MailSink(listening(port));
    }

    private static GreenMail listening(int port) {
        var smtp = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        return smtp;
    }

    public int smtpPort() {
        return port;
    }

    @Override
    public synchronized void handle(Request request, Answer answer) throws IOException {
        try {
            if (request.path().equals(DOWN)) {
                answer.send(request.method().equals("PUT") ? down() : up());
                return;
            }
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
        var mails = new ArrayList<ReceivedMail>(before);
        mails.addAll(arrived());
        mails.sort(
                Comparator.comparing(ReceivedMail::receivedAt)
                        .thenComparing(ReceivedMail::recipient));
        return mails;
    }

    private Reply down() throws MessagingException, IOException, FolderException {
        before.addAll(arrived());
        smtp.purgeEmailFromAllMailboxes();
        smtp.stop();
        return Reply.empty(204);
    }

    private Reply up() {
        if (!smtp.isRunning()) {
            smtp = listening(port);
        }
        return Reply.empty(204);
    }

    private List<ReceivedMail> arrived() throws MessagingException, IOException, FolderException {
        var mails = new ArrayList<ReceivedMail>();
        if (!smtp.isRunning()) {
            return mails;
        }
        for (var user : smtp.getUserManager().listUser()) {
            for (var message : messages(user)) {
                mails.add(ReceivedMail.of(user.getEmail(), message));
            }
        }
        return mails;
    }

    private List<StoredMessage> messages(GreenMailUser user) throws FolderException {
        return smtp.getManagers().getImapHostManager().getInbox(user).getMessages();
    }

    private Reply empty() throws FolderException {
        before.clear();
        if (smtp.isRunning()) {
            smtp.purgeEmailFromAllMailboxes();
        }
        return Reply.empty(204);
    }

    @Override
    public synchronized void close() {
        smtp.stop();
    }
}
