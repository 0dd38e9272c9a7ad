package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.secret.Sealed;
import io.resolutionflow.psa.connection.PsaConnection.Health;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.secret.CredentialVault;
import io.resolutionflow.psa.secret.Credentials;
import io.resolutionflow.psa.secret.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creating and deleting connections (contract-psa §2). Nothing is called here. */
@Service
public class ConnectionService {

    private static final int LIMIT = 10;

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

    public PsaConnection create(Caller caller, NewConnection wanted) {
        Provider provider = input.provider(wanted.provider());
        JsonNode config = wanted.config() == null ? json.createObjectNode() : wanted.config();
        input.checkFields(provider, config, wanted.credentials(), false);
        String address = input.address(provider, wanted.baseUrl(), config);
        UUID id = ids.next();
        var credentials = new Credentials(wanted.credentials());
        Sealed sealed = vault.seal(caller.account(), id, credentials);
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
        store.lockAll();
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

    public void delete(Caller caller, UUID id, boolean force) {
        inTransaction(() -> {
            PsaConnection before = store.lockLive(id);
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
        store.lockAll();
        store.clearDefault();
        if (id != null) {
            store.makeDefault(id);
        }
    }

    private PsaConnection inTransaction(Supplier<PsaConnection> work) {
        return ConnectionNames.unique(transaction, work);
    }

    /** What is digested for the audit log: nothing sealed, nothing secret. */
    private static ConnectionView digestible(PsaConnection connection) {
        return ConnectionView.of(connection);
    }
}
