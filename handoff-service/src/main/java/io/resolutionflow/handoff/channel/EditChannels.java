package io.resolutionflow.handoff.channel;

import io.resolutionflow.handoff.handoff.Priority;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.secret.Sealed;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates, changes and removes channels (contract-handoffs §7.3); every act is audited. */
@Service
public class EditChannels {

    static final int LIMIT = 20;
    static final Duration OVERLAP = Duration.ofHours(24);
    private static final String RESOURCE = "channel";

    private final Channels channels;
    private final ChannelAddresses addresses;
    private final SecretKeeping keeping;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    EditChannels(
            Channels channels,
            ChannelAddresses addresses,
            SecretKeeping keeping,
            AuditLog audit,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.channels = channels;
        this.addresses = addresses;
        this.keeping = keeping;
        this.audit = audit;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param signingSecret shown this once, webhooks only
     */
    public record Created(Channel channel, @Nullable String signingSecret) {}

    public record Rotated(String signingSecret, Instant previousValidUntil) {}

    /**
     * @param wish with type, name, address and events
     * @throws DomainException 422 {@code url_not_allowed}, 409 {@code channel_limit}
     */
    public Created create(ChannelWish wish, Caller caller) {
        ChannelType type = Objects.requireNonNull(wish.type());
        // names are looked up outside the transaction
        URI url = addresses.check(type, Objects.requireNonNull(wish.url()));
        String secret = type == ChannelType.WEBHOOK ? keeping.newSigningSecret() : null;
        UUID id = ids.next();
        Instant now = clock.instant();
        var channel =
                new Channel(
                        id,
                        type,
                        Objects.requireNonNull(wish.name()),
                        wish.enabled() == null || wish.enabled(),
                        Objects.requireNonNull(wish.events()),
                        wish.minPriority() == null ? Priority.LOW : wish.minPriority(),
                        ChannelAddresses.hint(url),
                        1,
                        now,
                        now);
        Sealed sealed = keeping.seal(id, new ChannelSecrets(url.toString(), secret, null, null));
        return within(() -> {
            if (channels.countForCreation() >= LIMIT) {
                throw DomainException.conflict(
                        "channel_limit", "An account has at most " + LIMIT + " channels.");
            }
            channels.insert(channel, sealed);
            audit(caller, "channel.create", null, channel);
            return new Created(channel, secret);
        });
    }

    /**
     * @param version the one the change was made on
     * @throws DomainException 409 {@code version_conflict}; 422 for what this channel cannot have
     */
    public Channel change(UUID id, int version, ChannelWish wish, Caller caller) {
        Channel seen = within(() -> channels.find(id).orElseThrow(DomainException::notFound));
        requireChangeable(seen, wish);
        URI url = wish.url() == null ? null : addresses.check(seen.type(), wish.url());
        return within(() -> {
            Channel before = channels.lock(id).orElseThrow(DomainException::notFound);
            if (before.version() != version) {
                throw DomainException.conflict(
                                "version_conflict",
                                "Somebody else has changed this. Look at it again.")
                        .with("current_version", before.version())
                        .with("current", ChannelView.of(before));
            }
            Channel after = applied(before, wish, url);
            Sealed sealed =
                    url == null ? null : keeping.seal(id, secrets(id).withUrl(url.toString()));
            channels.save(after, sealed);
            audit(caller, "channel.update", before, after);
            return after;
        });
    }

    /**
     * @throws DomainException 409 {@code channel_builtin} for e-mail
     */
    public void delete(UUID id, Caller caller) {
        within(() -> {
            Channel before = channels.lock(id).orElseThrow(DomainException::notFound);
            if (before.isBuiltIn()) {
                throw DomainException.conflict(
                        "channel_builtin", "E-mail cannot be removed. Switch it off instead.");
            }
            channels.delete(id);
            audit(caller, "channel.delete", before, null);
            return before;
        });
    }

    /**
     * @throws DomainException 409 {@code not_a_webhook}
     */
    public Rotated rotate(UUID id, Caller caller) {
        return within(() -> {
            Channel before = channels.lock(id).orElseThrow(DomainException::notFound);
            if (before.type() != ChannelType.WEBHOOK) {
                throw DomainException.conflict(
                        "not_a_webhook", "Only webhooks have a signing secret.");
            }
            Instant now = clock.instant();
            String fresh = keeping.newSigningSecret();
            Instant until = now.plus(OVERLAP);
            Channel after = touched(before, before.enabled(), now);
            channels.save(after, keeping.seal(id, secrets(id).rotated(fresh, until)));
            audit(caller, "channel.rotate", before, after);
            return new Rotated(fresh, until);
        });
    }

    /** Its receiver said that it is gone for good; in a transaction of the caller. */
    public void disableGone(UUID id) {
        channels.lock(id)
                .filter(Channel::enabled)
                .ifPresent(before -> {
                    Channel after = touched(before, false, clock.instant());
                    channels.save(after, null);
                    audit.record(
                            Actor.system(),
                            "channel.update",
                            RESOURCE,
                            id,
                            before,
                            after,
                            Map.of("reason", "receiver_gone"));
                });
    }

    private ChannelSecrets secrets(UUID id) {
        return keeping.open(id, channels.ciphertext(id).orElseThrow());
    }

    private static void requireChangeable(Channel channel, ChannelWish wish) {
        if (wish.type() != null && wish.type() != channel.type()) {
            throw DomainException.invalid("type", "immutable", "The type of a channel is fixed.");
        }
        if (channel.isBuiltIn()
                && (wish.name() != null || wish.url() != null || wish.minPriority() != null)) {
            throw DomainException.invalid(
                    wish.url() != null ? "url" : wish.name() != null ? "name" : "min_priority",
                    "immutable",
                    "Of the e-mail channel only the switch and the events can be changed.");
        }
    }

    private Channel applied(Channel before, ChannelWish wish, @Nullable URI url) {
        return new Channel(
                before.id(),
                before.type(),
                wish.name() == null ? before.name() : wish.name(),
                wish.enabled() == null ? before.enabled() : wish.enabled(),
                wish.events() == null ? before.eventsEnabled() : wish.events(),
                wish.minPriority() == null ? before.minPriority() : wish.minPriority(),
                url == null ? before.urlHint() : ChannelAddresses.hint(url),
                before.version() + 1,
                before.createdAt(),
                clock.instant());
    }

    private static Channel touched(Channel before, boolean enabled, Instant now) {
        return new Channel(
                before.id(),
                before.type(),
                before.name(),
                enabled,
                List.copyOf(before.eventsEnabled()),
                before.minPriority(),
                before.urlHint(),
                before.version() + 1,
                before.createdAt(),
                now);
    }

    private void audit(
            Caller caller, String action, @Nullable Channel before, @Nullable Channel after) {
        Channel named = Objects.requireNonNull(after == null ? before : after);
        audit.record(
                Actor.of(caller),
                action,
                RESOURCE,
                named.id(),
                before,
                after,
                Map.of("type", named.type().wire()));
    }

    private <T> T within(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
