package io.resolutionflow.psa.preference;

import io.resolutionflow.contracts.event.psa.PsaPreferencesChanged;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.outbox.Outbox;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connection.ConnectionService;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.preference.PreferenceStore.Row;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Preferences of the bound account (contract-psa §5). */
@Service
public class Preferences {

    private final PreferenceStore store;
    private final Connections connections;
    private final ConnectionService connectionService;
    private final MappedStatuses statuses;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final AuditLog audit;
    private final JsonMapper json;
    private final Clock clock;

    Preferences(
            PreferenceStore store,
            Connections connections,
            ConnectionService connectionService,
            MappedStatuses statuses,
            TransactionTemplate transaction,
            Outbox outbox,
            AuditLog audit,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.connections = connections;
        this.connectionService = connectionService;
        this.statuses = statuses;
        this.transaction = transaction;
        this.outbox = outbox;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    public AccountPreferences get() {
        return Objects.requireNonNull(transaction.execute(status -> effective(store.find())));
    }

    /**
     * @throws DomainException 403 {@code preference_needs_admin}; 404 and 422 as contract-psa §5
     */
    public AccountPreferences patch(Caller caller, @Nullable JsonNode body) {
        var patch = PreferencePatch.of(body);
        if (patch.defaultConnection() != null) {
            connections.named(patch.defaultConnection());
        }
        patch.mappedConnections().forEach(connections::named);
        if (!caller.isOwnerOrAdmin() && !patch.isForEngineers()) {
            throw DomainException.forbidden(
                    "preference_needs_admin",
                    "Only an owner or admin of the account can change this.");
        }
        statuses.check(patch.mappings());
        return Objects.requireNonNull(transaction.execute(status -> merge(caller, patch)));
    }

    private AccountPreferences merge(Caller caller, PreferencePatch patch) {
        var now = clock.instant();
        Row before = store.lock(caller, now);
        ObjectNode after = patch.mergedInto(before.preferences());
        store.update(after, caller, now);
        if (patch.touchesDefaultConnection()) {
            connectionService.chooseDefault(patch.defaultConnection());
        }
        AccountPreferences merged = effective(store.find());
        ObjectNode changed = patch.changed(json.valueToTree(merged));
        audit.record(
                AuditLog.Actor.of(caller),
                "preferences.update",
                "account_preference",
                caller.account(),
                before.preferences(),
                after,
                Map.of("keys", changed.propertyNames()));
        outbox.append(
                PsaPreferencesChanged.TYPE,
                caller.account(),
                new PsaPreferencesChanged(
                        changed, caller.userId(), caller.name(), caller.actingAs(), now));
        return merged;
    }

    private AccountPreferences effective(Optional<Row> row) {
        JsonNode stored = row.<JsonNode>map(Row::preferences).orElseGet(json::createObjectNode);
        JsonNode psa = stored.path("psa");
        JsonNode boards = psa.path("boards");
        return new AccountPreferences(
                new AccountPreferences.Psa(
                        connections.defaultOne().map(PsaConnection::id).orElse(null),
                        boards.isObject() ? boards : json.createObjectNode(),
                        psa.path("auto_push_on_resolve").asBoolean(false),
                        psa.path("auto_push_on_escalate").asBoolean(false),
                        psa.path("auto_push_l1").asBoolean(false),
                        psa.path("auto_push_changes_status").asBoolean(true),
                        psa.path("resolution_note_visibility").asString("customer"),
                        psa.path("notify_customer").asBoolean(false),
                        psa.path("note_signature").asBoolean(true)),
                stored.path(PreferencePatch.TEMPLATIZE).asBoolean(true),
                row.map(Row::version).orElse(0),
                row.map(Row::updatedAt).orElse(null),
                row.map(Row::updatedByName).orElse(null));
    }
}
