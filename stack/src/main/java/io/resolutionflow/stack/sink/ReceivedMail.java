package io.resolutionflow.stack.sink;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One mail in one mailbox; {@code text} and {@code html} are empty when the mail has no such part.
 */
record ReceivedMail(
        String recipient,
        Instant receivedAt,
        String subject,
        String from,
        String to,
        Map<String, String> headers,
        String text,
        String html) {

    static ReceivedMail of(String recipient, StoredMessage stored)
            throws MessagingException, IOException {
        var message = stored.getMimeMessage();
        return new ReceivedMail(
                recipient,
                stored.getReceivedDate().toInstant(),
                header(message, "Subject"),
                header(message, "From"),
                header(message, "To"),
                headers(message),
                part(message, "text/plain"),
                part(message, "text/html"));
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        if (name.equals("Subject")) {
            return String.valueOf(message.getSubject());
        }
        var values = message.getHeader(name);
        return values == null ? "" : String.join(", ", values);
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(
                    header.getName(), header.getValue(), (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
