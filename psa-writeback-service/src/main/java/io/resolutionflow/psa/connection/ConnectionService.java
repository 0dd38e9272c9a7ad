package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connection.PsaConnection.Health;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.secret.CredentialVault;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.secret.SealedCredentials;
import io.resolutionflow.psa.secret.Secret;
import io.resolutionflow.psa.secret.UnreadableCredentials;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creating, changing and deleting connections (contract-psa §2). Nothing is called here. */
@Service
public class ConnectionService {

    private static final int LIMIT = 10;

    private final Connections connections;
    private final ConnectionStore store;
    private final ConnectionInput input;
    private final Connectors connectors;
    private final CredentialVault vault;
    private final OpenWritebacks writebacks;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json;

    ConnectionService(
            Connections connections,
            ConnectionStore store,
            ConnectionInput input,
            Connectors connectors,
            CredentialVault vault,
            OpenWritebacks writebacks,
            TransactionTemplate transaction,
            AuditLog audit,
            Ids ids,
            Clock clock,
            JsonMapper json) {
        this.connections = connections;
        this.store = store;
        this.input = input;
        this.connectors = connectors;
        this.vault = vault;
        this.writebacks = writebacks;
        this.transaction = transaction;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    public record NewConnection(
            String provider,
            String displayName,
            @Nullable String baseUrl,
            @Nullable JsonNode config,
            Map<String, Secret> credentials,
            boolean isDefault) {}

    /** Null members stay as they are; {@code credentials} replaces only the fields it holds. */
    public record Change(
            @Nullable String displayName,
            @Nullable String baseUrl,
            @Nullable JsonNode config,
            Map<String, Secret> credentials,
            @Nullable Boolean isDefault,
            int version) {}

    public PsaConnection create(Caller caller, NewConnection wanted) {
        Provider provider = input.provider(wanted.provider());
        JsonNode config = wanted.config() == null ? json.createObjectNode() : wanted.config();
        input.checkFields(provider, config, wanted.credentials(), false);
        String address = input.address(provider, wanted.baseUrl(), config);
        UUID id = ids.next();
        var credentials = new Credentials(wanted.credentials());
        SealedCredentials sealed = vault.seal(caller.account(), id, credentials);
        Instant now = clock.instant();
        var connection =
                new PsaConnection(
                        caller.account(),
                        id,
                        provider,
                        wanted.displayName().strip(),
                        address,
                        config,
                        sealed.ciphertext(),
                        sealed.keyId(),
                        credentials.hints(),
                        ConnectionStatus.UNTESTED,
                        null,
                        connectors.required(provider).capabilities(),
                        null,
                        null,
                        wanted.isDefault(),
                        Health.UNKNOWN,
                        caller.userId(),
                        caller.name(),
                        now,
                        now,
                        1);
        return inTransaction(() -> insert(caller, connection));
    }

    private PsaConnection insert(Caller caller, PsaConnection connection) {
        if (store.live().size() >= LIMIT) {
            throw DomainException.conflict(
                    "connection_limit",
                    "An account can have " + LIMIT + " connections. Delete one first.");
        }
        if (connection.isDefault()) {
            store.clearDefault();
        }
        store.insert(connection);
        audit.record(
                AuditLog.Actor.of(caller),
                "connection.create",
                "psa_connection",
                connection.id(),
                null,
                digestible(connection),
                Map.of("provider", connection.provider().wireName()));
        return connection;
    }

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
        return inTransaction(() -> {
            PsaConnection before = lockLive(id);
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
            audit.record(
                    AuditLog.Actor.of(caller),
                    "connection.update",
                    "psa_connection",
                    id,
                    digestible(before),
                    digestible(after),
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
        SealedCredentials sealed = vault.seal(before.accountId(), before.id(), credentials);
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
        } catch (UnreadableCredentials e) {
            if (complete) {
                return given;
            }
            throw DomainException.unprocessable(
                    "credentials_required",
                    "Enter all credentials again: the stored ones cannot be read.");
        }
    }

    public void delete(Caller caller, UUID id, boolean force) {
        inTransaction(() -> {
            PsaConnection before = lockLive(id);
            int open = writebacks.count(id);
            if (open > 0 && !force) {
                throw DomainException.conflict(
                                "connection_in_use",
                                "Notes still wait to be written over this connection.")
                        .with("open_writebacks", open);
            }
            writebacks.cancelUnsent(id);
            store.update(erased(before));
            audit.record(
                    AuditLog.Actor.of(caller),
                    "connection.delete",
                    "psa_connection",
                    id,
                    digestible(before),
                    null,
                    Map.of("open_writebacks", open));
            return before;
        });
    }

    private PsaConnection erased(PsaConnection before) {
        return new PsaConnection(
                before.accountId(),
                before.id(),
                before.provider(),
                before.displayName(),
                before.baseUrl(),
                before.config(),
                null,
                null,
                Map.of(),
                ConnectionStatus.DELETED,
                null,
                before.capabilities(),
                null,
                before.serverVersion(),
                false,
                before.health(),
                before.createdBy(),
                before.createdByName(),
                before.createdAt(),
                clock.instant(),
                before.version() + 1);
    }

    /** Makes one the default, or none. Inside the caller's transaction. */
    public void chooseDefault(@Nullable UUID id) {
        store.clearDefault();
        if (id != null) {
            store.makeDefault(id);
        }
    }

    private PsaConnection lockLive(UUID id) {
        return store.lock(id)
                .filter(connection -> !connection.isDeleted())
                .orElseThrow(DomainException::notFound);
    }

    private PsaConnection inTransaction(java.util.function.Supplier<PsaConnection> work) {
        try {
            return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
        } catch (DuplicateKeyException e) {
            throw DomainException.conflict(
                    "display_name_taken", "Another connection of this account has this name.");
        }
    }

    /** What is digested for the audit log: nothing sealed, nothing secret. */
    private static ConnectionView digestible(PsaConnection connection) {
        return ConnectionView.of(connection);
    }
}
