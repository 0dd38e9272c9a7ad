package io.resolutionflow.psa.receipt;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.psa.connection.Connections;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.session.HandlerCheck;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.writeback.Writeback;
import io.resolutionflow.psa.writeback.WritebackRights;
import io.resolutionflow.psa.writeback.WritebackView;
import io.resolutionflow.psa.writeback.Writebacks;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Logs and receipts for people (contract-psa §11). */
@Service
public class Receipts {

    private final Writebacks writebacks;
    private final WritebackRights rights;
    private final Connections connections;
    private final HandlerCheck handlers;
    private final Sessions sessions;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    Receipts(
            Writebacks writebacks,
            WritebackRights rights,
            Connections connections,
            HandlerCheck handlers,
            Sessions sessions,
            TransactionTemplate transaction,
            AuditLog audit) {
        this.writebacks = writebacks;
        this.rights = rights;
        this.connections = connections;
        this.handlers = handlers;
        this.sessions = sessions;
        this.transaction = transaction;
        this.audit = audit;
    }

    public Receipt receipt(Caller caller, UUID id) {
        Writeback w = rights.forRequesterToo(caller, id);
        if (caller.isOwnerOrAdmin()) {
            transaction.executeWithoutResult(status ->
                    audit.record(
                            AuditLog.Actor.of(caller), "receipt.read", "writeback", id, Map.of()));
        }
        UUID connection = w.target().connectionId();
        String name =
                connection == null
                        ? null
                        : connections
                                .everKnown(connection)
                                .map(PsaConnection::displayName)
                                .orElse(null);
        return Receipt.of(w, name, writebacks.parts(id), writebacks.attempts(id));
    }

    /** Owners and admins see what was written for a session without reading the session itself. */
    public List<WritebackView> ofSession(Caller caller, UUID sessionId) {
        if (caller.isOwnerOrAdmin()) {
            sessions.access(sessionId);
        } else {
            handlers.reader(sessionId);
        }
        return writebacks.ofSource(sessionId).stream().map(WritebackView::of).toList();
    }
}
