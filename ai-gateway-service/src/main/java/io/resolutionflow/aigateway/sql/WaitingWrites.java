package io.resolutionflow.aigateway.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The writes of one transaction that wait for its next round trip. */
final class WaitingWrites implements TransactionSynchronization {

    private static final Statement COMMIT = Statement.sql("commit");

    private final Statements statements;
    private final List<Statement> waiting = new ArrayList<>();
    private final List<Supplier<List<Statement>>> last = new ArrayList<>();

    private @Nullable Statement binding;
    private boolean bindsItself;

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
            known.giveTo(taken);
        }
        return taken;
    }

    private void giveTo(List<Statement> taken) {
        if (binding != null) {
            taken.add(binding);
            binding = null;
        }
        taken.addAll(waiting);
        waiting.clear();
    }

    /**
     * The transaction is bound to its account in its first round trip and committed in its last.
     */
    void bindingFirst(Statement first) {
        binding = first;
        bindsItself = true;
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
        if (waiting.isEmpty()) {
            return;
        }
        List<Statement> rest = take(statements);
        if (bindsItself) {
            // the driver knows by its answer that nothing is left to commit
            rest.add(COMMIT);
        }
        statements.execute(rest);
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(statements);
    }
}
