package io.resolutionflow.handoff.delivery.client;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.handoff.delivery.Message;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message as Slack, Teams and generic webhooks take it (contract-handoffs §7.2). */
@Component
class ChannelFormats {

    private final JsonMapper json;
    private final String publicUrl;

    ChannelFormats(JsonMapper json, HandoffProperties properties) {
        this.json = json;
        this.publicUrl = properties.delivering().publicUrl();
    }

    /**
     * The address of a page of the web app; the bare path when the deployment has not said where.
     */
    String link(Message message) {
        String base =
                publicUrl.endsWith("/")
                        ? publicUrl.substring(0, publicUrl.length() - 1)
                        : publicUrl;
        return base + message.link();
    }

    JsonNode slack(Message message) {
        var text = "*" + slackText(message.headline()) + "*" + slackReason(message);
        var root = json.createObjectNode().put("text", slackText(message.headline()));
        var blocks = root.putArray("blocks");
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", text);
        blocks.addObject()
                .put("type", "context")
                .putArray("elements")
                .addObject()
                .put("type", "mrkdwn")
                .put("text", "<" + link(message) + "|Open in ResolutionFlow>");
        return root;
    }

    JsonNode teams(Message message) {
        var root = json.createObjectNode().put("type", "message");
        var attachment =
                root.putArray("attachments")
                        .addObject()
                        .put("contentType", "application/vnd.microsoft.card.adaptive")
                        .putNull("contentUrl");
        var card =
                attachment
                        .putObject("content")
                        .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                        .put("type", "AdaptiveCard")
                        .put("version", "1.4");
        var body = card.putArray("body");
        body.addObject()
                .put("type", "TextBlock")
                .put("text", message.headline())
                .put("weight", "Bolder")
                .put("wrap", true);
        if (message.reason() != null) {
            body.addObject()
                    .put("type", "TextBlock")
                    .put("text", message.reason())
                    .put("wrap", true);
        }
        card.putArray("actions")
                .addObject()
                .put("type", "Action.OpenUrl")
                .put("title", "Open in ResolutionFlow")
                .put("url", link(message));
        return root;
    }

    JsonNode webhook(UUID deliveryId, Message message) {
        var root =
                json.createObjectNode()
                        .put("id", deliveryId.toString())
                        .put("type", message.event())
                        .put("occurred_at", message.occurredAt().toString())
                        .put("account_id", TenantContext.required().toString());
        root.set("data", message.data());
        return root.put("link", link(message));
    }

    private static String slackReason(Message message) {
        return message.reason() == null ? "" : "\n" + slackText(message.reason());
    }

    /** Slack reads these three as markup of links and mentions. */
    private static String slackText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
