package io.resolutionflow.handoff.delivery;

import io.resolutionflow.handoff.channel.Channel;
import io.resolutionflow.handoff.channel.ChannelReading;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.secret.UnreadableSecret;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Sends one harmless message through a channel, at once; e-mail goes to whoever asks. */
@Service
public class TestChannel {

    private final ChannelReading channels;
    private final Senders senders;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    TestChannel(
            ChannelReading channels,
            Senders senders,
            AuditLog audit,
            TransactionTemplate transaction,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.channels = channels;
        this.senders = senders;
        this.audit = audit;
        this.transaction = transaction;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** A failing target is an answer, no error. */
    public record Result(boolean ok, @Nullable Integer httpStatus, @Nullable String errorCode) {}

    public Result test(UUID channelId, Caller caller) {
        Channel channel = channels.one(channelId);
        Outcome outcome = send(channel, caller);
        boolean ok = outcome instanceof Outcome.Sent;
        transaction.executeWithoutResult(status ->
                audit.record(
                        Actor.of(caller), "channel.test", "channel", channelId, Map.of("ok", ok)));
        return new Result(ok, outcome.httpStatus(), outcome.errorCode());
    }

    private Outcome send(Channel channel, Caller caller) {
        UUID id = ids.next();
        if (channel.isBuiltIn()) {
            String address = caller.email();
            return address == null || address.isBlank()
                    ? new Outcome.Refused("recipient_gone", null, false)
                    : senders.byMail(address, id, message(channel, caller));
        }
        try {
            return senders.toChannel(
                    channel.type(), channels.secrets(channel.id()), id, message(channel, caller));
        } catch (UnreadableSecret e) {
            return new Outcome.Refused("secret_unreadable", null, false);
        }
    }

    private Message message(Channel channel, Caller caller) {
        var data =
                json.createObjectNode()
                        .put("channel_id", channel.id().toString())
                        .put("title", "Test");
        return new Message(
                "channel.test",
                clock.instant(),
                "Test of the channel " + channel.name(),
                "This is a test. Nothing has happened.",
                caller.name(),
                "/account",
                data);
    }
}
