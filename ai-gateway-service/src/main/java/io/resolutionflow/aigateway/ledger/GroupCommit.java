package io.resolutionflow.aigateway.ledger;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.resolutionflow.aigateway.sql.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Steps of one account that wait for each other anyway are taken together in one transaction
 * (contract-ai §6.3, hot account): whoever comes while another is at work waits in line, and the
 * next in line takes all that wait, in order of arrival. Alone, nobody waits for anything. Each
 * step keeps its own rows and its own yes or no.
 */
@Component
class GroupCommit {

    private static final int MOST = 64;

    private final Statements statements;
    private final Tracer tracer;
    private final Map<UUID, Line> lines = new HashMap<>();

    GroupCommit(Statements statements, Tracer tracer) {
        this.statements = statements;
        this.tracer = tracer;
    }

    private static final class Line {
        private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    }

    private static final class Waiting<T> {
        private final Supplier<T> step;
        private final @Nullable Span span;

        /** Done by whoever took it along: true, or false to be the next who takes. */
        private final CompletableFuture<Boolean> taken = new CompletableFuture<>();

        private @Nullable T result;
        private @Nullable RuntimeException failure;

        Waiting(Supplier<T> step, @Nullable Span span) {
            this.step = step;
            this.span = span;
        }

        @SuppressWarnings("NullAway") // a step may well give null, and then its caller expects it
        T outcome() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    /**
     * Runs a step in a transaction of the account, alone or together with others. It may run twice
     * when a neighbour's failure undid the first time: it touches nothing but the database.
     */
    <T> T run(UUID account, Supplier<T> step) {
        var own = new Waiting<>(step, tracer.currentSpan());
        if (!leads(account, own) && Boolean.TRUE.equals(own.taken.join())) {
            return own.outcome();
        }
        List<Waiting<?>> batch = next(account, own);
        try {
            take(batch);
        } finally {
            handOver(account);
            batch.stream().filter(one -> one != own).forEach(one -> one.taken.complete(true));
        }
        return own.outcome();
    }

    private boolean leads(UUID account, Waiting<?> own) {
        synchronized (lines) {
            Line line = lines.get(account);
            if (line == null) {
                lines.put(account, new Line());
                return true;
            }
            line.waiting.add(own);
            return false;
        }
    }

    /** The leader's own step first: it is the oldest that waits. */
    private List<Waiting<?>> next(UUID account, Waiting<?> own) {
        var batch = new ArrayList<Waiting<?>>();
        batch.add(own);
        synchronized (lines) {
            Line line = lines.get(account);
            while (line != null && !line.waiting.isEmpty() && batch.size() < MOST) {
                batch.add(line.waiting.removeFirst());
            }
        }
        return batch;
    }

    private void handOver(UUID account) {
        Waiting<?> next = null;
        synchronized (lines) {
            Line line = lines.get(account);
            if (line != null) {
                next = line.waiting.pollFirst();
                if (next == null) {
                    lines.remove(account);
                }
            }
        }
        if (next != null) {
            next.taken.complete(false);
        }
    }

    private void take(List<Waiting<?>> batch) {
        if (batch.size() > 1 && together(batch)) {
            return;
        }
        batch.forEach(this::alone);
    }

    /** False when one failed: then nothing of it happened, and each is tried for itself. */
    private boolean together(List<Waiting<?>> batch) {
        try {
            statements.transaction(() -> {
                batch.forEach(this::execute);
                CrashSite.duringGroupCommit();
            });
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private <T> void alone(Waiting<T> one) {
        try {
            statements.transaction(() -> execute(one));
        } catch (RuntimeException e) {
            one.failure = e;
        }
    }

    private <T> void execute(Waiting<T> one) {
        try (var scope = one.span == null ? null : tracer.withSpan(one.span)) {
            one.result = one.step.get();
        }
    }
}
