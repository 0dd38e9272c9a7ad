package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.contracts.ai.AiCalls.Part;
import io.resolutionflow.platform.problem.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the messages of a call: roles, parts and sizes (contract-ai §3.1, §12). */
final class MessageShape {

    private static final int MOST_TEXT_BYTES = 1024 * 1024;
    private static final int MOST_MESSAGES = 200;
    private static final int MOST_IMAGES = 10;
    private static final int MOST_IMAGE_BYTES = 5 * 1024 * 1024;
    private static final int MOST_BYTES_OF_IMAGES = 20 * 1024 * 1024;
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");
    private static final Set<String> IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private MessageShape() {}

    /** The sound ones of them; what is wrong is added to the problems, what is too large is 413. */
    static List<Message> checked(
            @Nullable List<@Nullable Message> given, List<FieldProblem> problems) {
        if (given == null || given.isEmpty() || given.size() > MOST_MESSAGES) {
            problems.add(
                    new FieldProblem(
                            "messages",
                            given == null ? "required" : "out_of_range",
                            "Send 1 to 200 messages."));
            return List.of();
        }
        var messages = new ArrayList<Message>();
        for (int i = 0; i < given.size(); i++) {
            Message message = given.get(i);
            if (message == null || message.role() == null || !ROLES.contains(message.role())) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].role",
                                "unknown_value",
                                "Use system, user or assistant."));
            } else if (message.role().equals("system") && i > 0) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].role",
                                "invalid_value",
                                "Only the first message is the system's."));
            } else {
                checkParts(message, i, problems);
                messages.add(message);
            }
        }
        if (!messages.isEmpty() && !messages.getLast().role().equals("user")) {
            problems.add(
                    new FieldProblem(
                            "messages", "invalid_value", "The last message is the user's."));
        }
        requireSizes(messages);
        return messages;
    }

    private static void checkParts(Message message, int i, List<FieldProblem> problems) {
        if (message.parts() == null || message.parts().isEmpty()) {
            problems.add(
                    new FieldProblem(
                            "messages[" + i + "].parts", "required", "A message has parts."));
            return;
        }
        for (Part part : message.parts()) {
            boolean text = part != null && "text".equals(part.type()) && part.text() != null;
            boolean image =
                    part != null
                            && "image".equals(part.type())
                            && part.data() != null
                            && isBase64(part.data())
                            && part.mediaType() != null
                            && IMAGES.contains(part.mediaType());
            if (!text && !image) {
                problems.add(
                        new FieldProblem(
                                "messages[" + i + "].parts",
                                "invalid_value",
                                "A part is a text, or a png, jpeg, gif or webp image."));
            }
        }
    }

    private static void requireSizes(List<Message> messages) {
        long text = 0;
        long imageBytes = 0;
        int images = 0;
        for (Message message : messages) {
            for (Part part : message.parts() == null ? List.<Part>of() : message.parts()) {
                text += part == null || part.text() == null ? 0 : bytes(part.text());
                if (part != null && part.data() != null) {
                    images++;
                    long bytes = decodedBytes(part.data());
                    imageBytes += bytes;
                    if (bytes > MOST_IMAGE_BYTES) {
                        throw BodyLimit.tooLarge("An image is larger than 5 MiB.");
                    }
                }
            }
        }
        if (text > MOST_TEXT_BYTES || images > MOST_IMAGES || imageBytes > MOST_BYTES_OF_IMAGES) {
            throw BodyLimit.tooLarge(
                    "The messages hold more than 1 MiB of text, 10 images or 20 MiB of images.");
        }
    }

    private static long decodedBytes(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4L * 3 - padding;
    }

    private static boolean isBase64(String data) {
        if (data.isEmpty() || data.length() % 4 != 0) {
            return false;
        }
        int end = data.length();
        while (end > data.length() - 2 && data.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = data.charAt(i);
            boolean known =
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '+'
                            || c == '/';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
