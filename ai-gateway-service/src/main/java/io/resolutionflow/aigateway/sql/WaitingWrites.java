package io.resolutionflow.aigateway.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The writes of one transaction that wait for its next round trip. */
final class WaitingWrites implements TransactionSynchronization {

    private final Statements statements;
    private final List<Statement> waiting = new ArrayList<>();
    private final List<Supplier<List<Statement>>> last = new ArrayList<>();

    private WaitingWrites(Statements statements) {
        this.statements = statements;
    }

    static WaitingWrites ofTransaction(Statements statements) {
        if (TransactionSynchronizationManager.getResource(statements)
                instanceof WaitingWrites known) {
            return known;
        }
        var fresh = new WaitingWrites(statements);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        TransactionSynchronizationManager.bindResource(statements, fresh);
        return fresh;
    }

    /** Those that wait now, who wait no longer. */
    static List<Statement> take(Statements statements) {
        var taken = new ArrayList<Statement>();
        if (TransactionSynchronizationManager.getResource(statements)
                instanceof WaitingWrites known) {
            taken.addAll(known.waiting);
            known.waiting.clear();
        }
        return taken;
    }

    void add(List<Statement> writes) {
        waiting.addAll(writes);
    }

    void addLast(Supplier<List<Statement>> writes) {
        last.add(writes);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        last.forEach(writes -> waiting.addAll(writes.get()));
        statements.execute(take(statements));
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(statements);
    }
}
