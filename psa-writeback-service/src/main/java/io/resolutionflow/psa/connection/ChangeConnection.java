package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.psa.connection.PsaConnection.Health;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.secret.CredentialVault;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.secret.Secret;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Changing a connection (contract-psa §2). Nothing is called here. */
@Service
public class ChangeConnection {

    private final Connections connections;
    private final ConnectionStore store;
    private final ConnectionInput input;
    private final Connectors connectors;
    private final CredentialVault vault;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;

    ChangeConnection(
            Connections connections,
            ConnectionStore store,
            ConnectionInput input,
            Connectors connectors,
            CredentialVault vault,
            TransactionTemplate transaction,
            AuditLog audit,
            Clock clock) {
        this.connections = connections;
        this.store = store;
        this.input = input;
        this.connectors = connectors;
        this.vault = vault;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** Null members stay as they are; {@code credentials} replaces only the fields it holds. */
    public record Change(
            @Nullable String displayName,
            @Nullable String baseUrl,
            @Nullable JsonNode config,
            Map<String, Secret> credentials,
            @Nullable Boolean isDefault,
            int version) {}

    public PsaConnection change(Caller caller, UUID id, Change wanted) {
        PsaConnection seen = connections.inPath(id);
        JsonNode config = wanted.config() == null ? seen.config() : wanted.config();
        input.checkFields(seen.provider(), config, wanted.credentials(), true);
        // looks names up, so it happens before the transaction; the version tells whether it still
        // fits
        String address =
                wanted.baseUrl() == null && wanted.config() == null
                        ? seen.baseUrl()
                        : input.address(
                                seen.provider(),
                                wanted.baseUrl() == null ? seen.baseUrl() : wanted.baseUrl(),
                                config);
        return ConnectionNames.unique(
                transaction,
                () -> {
                    if (Boolean.TRUE.equals(wanted.isDefault())) {
                        store.lockAll();
                    }
                    PsaConnection before = store.lockLive(id);
                    if (before.version() != wanted.version()) {
                        throw DomainException.conflict(
                                        "version_conflict",
                                        "Somebody changed this connection. Look at it again.")
                                .with("current_version", before.version())
                                .with("current", ConnectionView.of(before));
                    }
                    PsaConnection after = changed(before, wanted, config, address);
                    if (after.isDefault() && !before.isDefault()) {
                        store.clearDefault();
                    }
                    store.update(after);
                    if (before.isPaused() && !after.isPaused()) {
                        store.oweResume(id, before.pausedReason());
                    }
                    audit.record(
                            AuditLog.Actor.of(caller),
                            "connection.update",
                            "psa_connection",
                            id,
                            ConnectionView.of(before),
                            ConnectionView.of(after),
                            Map.of());
                    return after;
                });
    }

    private PsaConnection changed(
            PsaConnection before, Change wanted, JsonNode config, @Nullable String address) {
        boolean moved = !java.util.Objects.equals(address, before.baseUrl());
        boolean newSignIn =
                moved || !wanted.credentials().isEmpty() || !config.equals(before.config());
        Credentials credentials = credentials(before, wanted, moved);
        Sealed sealed = vault.seal(before.accountId(), before.id(), credentials);
        return new PsaConnection(
                before.accountId(),
                before.id(),
                before.provider(),
                wanted.displayName() == null ? before.displayName() : wanted.displayName().strip(),
                address,
                config,
                sealed.ciphertext(),
                sealed.keyId(),
                credentials.hints(),
                newSignIn ? ConnectionStatus.UNTESTED : before.status(),
                newSignIn ? null : before.pausedReason(),
                before.capabilities(),
                moved ? null : before.zone(),
                before.serverVersion(),
                wanted.isDefault() == null ? before.isDefault() : wanted.isDefault(),
                new Health(
                        before.health().lastTestedAt(),
                        before.health().lastOkAt(),
                        before.health().lastErrorCode(),
                        0),
                before.createdBy(),
                before.createdByName(),
                before.createdAt(),
                clock.instant(),
                before.version() + 1);
    }

    /**
     * A stored secret never goes to a new host: with a new address all of them are asked for again.
     */
    private Credentials credentials(PsaConnection before, Change wanted, boolean moved) {
        var given = new Credentials(wanted.credentials());
        var form = connectors.required(before.provider()).form();
        boolean complete = given.fields().keySet().containsAll(form.credentials());
        if (moved && !complete) {
            throw DomainException.unprocessable(
                    "credentials_required",
                    "Enter all credentials again: stored ones are never sent to a new address.");
        }
        if (moved) {
            return given;
        }
        byte[] ciphertext = before.ciphertext();
        try {
            return vault.open(
                            before.accountId(),
                            before.id(),
                            ciphertext == null ? new byte[0] : ciphertext)
                    .with(given);
        } catch (UnreadableSecret e) {
            if (complete) {
                return given;
            }
            throw DomainException.unprocessable(
                    "credentials_required",
                    "Enter all credentials again: the stored ones cannot be read.");
        }
    }
}
