package io.resolutionflow.session.ticketnotes;

import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.session.ai.ForeignText;
import io.resolutionflow.session.ai.PromptTexts;
import io.resolutionflow.session.session.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes notes on a thread of their own: what the model says is stored piece by piece, each in a
 * short transaction, whoever reads and from wherever. Without a reader for 30 s the call is
 * cancelled.
 */
@Component
class WriteTicketNotes implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(WriteTicketNotes.class);
    private static final Duration UNREAD = Duration.ofSeconds(30);
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final int FLUSH_CHARACTERS = 600;
    private static final int MOST = 100_000;

    private final TransactionTemplate transaction;
    private final Generations generations;
    private final TextModel model;
    private final PromptTexts prompts;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    WriteTicketNotes(
            TransactionTemplate transaction,
            Generations generations,
            TextModel model,
            PromptTexts prompts,
            JsonMapper json,
            Clock clock) {
        this.transaction = transaction;
        this.generations = generations;
        this.model = model;
        this.prompts = prompts;
        this.json = json;
        this.clock = clock;
    }

    /** What is to be written, for whom. */
    record Order(
            UUID account,
            UUID id,
            UUID sessionId,
            Actor actor,
            JsonNode documentation,
            boolean allowOffline) {}

    /** A text being written by this process. */
    private static final class Running {
        private final UUID account;
        private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
        private volatile TextModel.@Nullable Answer answer;
        private volatile boolean left;

        Running(UUID account) {
            this.account = account;
        }
    }

    void write(Order order) {
        var mine = new Running(order.account());
        running.put(order.id(), mine);
        Thread.ofVirtual()
                .name("ticket-notes")
                .start(() -> TenantContext.run(order.account(), () -> write(order, mine)));
    }

    /**
     * Returns when the text has begun, or at once when another process writes it.
     *
     * @throws DomainException what the model's gateway said instead
     */
    void awaitBeginning(UUID id) {
        Running mine = running.get(id);
        if (mine == null) {
            return;
        }
        try {
            mine.begun.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DomainException no) {
                throw no;
            }
            throw e;
        }
    }

    /** Between two looks at what another process writes. */
    void pause() {
        LockSupport.parkNanos(FLUSH_NANOS);
    }

    private void write(Order order, Running mine) {
        try (TextModel.Answer answer = ask(order)) {
            mine.answer = answer;
            transaction.executeWithoutResult(
                    tx -> generations.begun(order.id(), answer.source(), clock.instant(), LEASE));
            mine.begun.complete(true);
            String markdown = copy(order, answer);
            if (markdown.isBlank()) {
                throw new DomainException(
                        502, "ai_provider_error", "The language model gave no text. Try again.");
            }
            transaction.executeWithoutResult(tx -> generations.done(order.id(), markdown));
        } catch (DomainException no) {
            end(order, mine, no);
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("session_id", order.sessionId())
                    .log("ticket notes broke off");
            end(
                    order,
                    mine,
                    new DomainException(502, "ai_provider_error", "Writing broke off. Try again."));
        } finally {
            running.remove(order.id());
        }
    }

    private void end(Order order, Running mine, DomainException no) {
        transaction.executeWithoutResult(tx ->
                generations.ended(
                        order.id(), mine.left ? "cancelled" : "failed", no.code(), no.detail()));
        mine.begun.completeExceptionally(no);
    }

    private TextModel.Answer ask(Order order) {
        try {
            return model.ask(question(order, false));
        } catch (DomainException no) {
            if (!order.allowOffline() || no.code().equals("rate_limited")) {
                throw no;
            }
            // the key is free again after a refusal, so the second call belongs to the same try
            return model.ask(question(order, true));
        }
    }

    private TextModel.Question question(Order order, boolean withoutModel) {
        var inputs = json.createObjectNode();
        inputs.set("documentation", order.documentation());
        var foreign = ForeignText.newMark();
        return new TextModel.Question(
                order.sessionId() + ":" + order.id() + ":ticket_notes",
                inputs,
                List.of(
                        Message.system(prompts.text("ticket_notes.md") + "\n" + foreign.rule()),
                        Message.user(
                                "Write the ticket notes.\n"
                                        + foreign.section(
                                                "documentation",
                                                order.documentation().toString()))),
                order.sessionId(),
                order.actor(),
                withoutModel);
    }

    private String copy(Order order, TextModel.Answer answer) {
        var whole = new StringBuilder();
        var piece = new StringBuilder();
        long flushed = System.nanoTime();
        int seq = 0;
        for (Optional<String> next = answer.next(); next.isPresent(); next = answer.next()) {
            piece.append(next.get());
            if (whole.length() + piece.length() > MOST) {
                break;
            }
            if (piece.length() >= FLUSH_CHARACTERS || System.nanoTime() - flushed > FLUSH_NANOS) {
                store(order, ++seq, piece);
                whole.append(piece);
                piece.setLength(0);
                flushed = System.nanoTime();
            }
        }
        if (!piece.isEmpty()) {
            store(order, ++seq, piece);
            whole.append(piece);
        }
        return whole.toString();
    }

    private void store(Order order, int seq, StringBuilder piece) {
        String text = piece.toString().replace("\u0000", "");
        transaction.executeWithoutResult(
                tx -> generations.append(order.id(), seq, text, clock.instant(), LEASE));
    }

    /** Looks after what this process writes: keeps its leases, stops what nobody reads. */
    @Scheduled(fixedDelayString = "${rf.session.ticket-notes.watch:5s}")
    void watch() {
        running.forEach((id, mine) -> TenantContext.run(mine.account, () -> watch(id, mine)));
    }

    private void watch(UUID id, Running mine) {
        boolean left =
                Objects.requireNonNull(
                        transaction.execute(tx -> {
                            generations.renew(id, clock.instant(), LEASE);
                            return generations.left(id, clock.instant().minus(UNREAD));
                        }));
        TextModel.Answer answer = mine.answer;
        if (left && answer != null) {
            mine.left = true;
            answer.close();
        }
    }

    /** Whoever reads on elsewhere need not wait for a lease to run out. */
    @Override
    public void close() {
        running.values()
                .forEach(mine -> {
                    TextModel.Answer answer = mine.answer;
                    if (answer != null) {
                        answer.close();
                    }
                });
    }

    /** What a process that died was writing. */
    @Scheduled(fixedDelayString = "${rf.session.ticket-notes.orphans:15s}")
    void endOrphaned() {
        transaction.executeWithoutResult(tx -> generations.endOrphaned());
    }
}
