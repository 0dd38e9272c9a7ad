package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.aigateway.completion.AnswerListener;
import io.resolutionflow.aigateway.completion.CallerGone;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.sse.ReaderGone;
import io.resolutionflow.platform.sse.SseSignal;
import io.resolutionflow.platform.sse.SseStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One streamed answer (contract-ai §3.3). The call runs in a thread of its own; the serving thread
 * writes what it says, keeps the connection alive, and ends the provider's side when the caller
 * leaves. An event's id ends in the number of characters told so far, so that a finished answer
 * goes on exactly where a connection was cut.
 */
final class CompletionStream implements AnswerListener {

    private static final Duration RETRY = Duration.ofMillis(3_000);

    /** What the call may be ahead of its reader; then it waits, and so does the provider. */
    private static final int MOST_WAITING = 1_000;

    private sealed interface Item {
        record Started(Candidate candidate) implements Item {}

        record Text(String text) implements Item {}

        record Done(Completion completion) implements Item {}

        record Failed(RuntimeException failure) implements Item {}
    }

    private final SseStream stream;
    private final JsonMapper json;
    private final ConcurrentLinkedQueue<Item> items = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final BooleanSupplier committed;
    private volatile String tier = "";
    private volatile @Nullable String offlineReason;
    private volatile boolean gone;
    private volatile @Nullable ModelStream upstream;
    private volatile @Nullable UUID requestId;
    private boolean started;
    private long told;

    /**
     * @param committed whether anything of the answer has left, be it a keep-alive
     */
    CompletionStream(SseStream stream, JsonMapper json, BooleanSupplier committed) {
        this.stream = stream;
        this.json = json;
        this.committed = committed;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void accepted(UUID id, String ofTier, @Nullable String reason) {
        requestId = id;
        tier = ofTier;
        offlineReason = reason;
    }

    @Override
    public void opening(ModelStream opened) {
        upstream = opened;
        if (gone) {
            opened.close();
        }
    }

    @Override
    public void started(Candidate candidate) {
        offer(new Item.Started(candidate));
    }

    @Override
    public void text(String piece) {
        if (!gone) {
            room.acquireUninterruptibly();
        }
        offer(new Item.Text(piece));
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    private void offer(Item item) {
        items.add(item);
        stream.wake();
    }

    /**
     * Runs the call and writes what it says until its end.
     *
     * @param call gets this listener; its result is the whole answer
     * @throws DomainException when it was refused before anything was written
     */
    void serve(Function<AnswerListener, Completion> call, Function<Runnable, Thread> begin)
            throws ReaderGone, InterruptedException {
        Thread caller = begin.apply(() -> run(call));
        try {
            write();
        } finally {
            leave();
            caller.join();
        }
    }

    private void run(Function<AnswerListener, Completion> call) {
        try {
            offer(new Item.Done(call.apply(this)));
        } catch (RuntimeException failure) {
            offer(new Item.Failed(failure));
        }
    }

    private void write() throws ReaderGone, InterruptedException {
        while (true) {
            for (Item item = items.poll(); item != null; item = items.poll()) {
                if (!write(item)) {
                    return;
                }
            }
            if (stream.await() instanceof SseSignal.End(String reason)) {
                end(reason);
                return;
            }
        }
    }

    private void end(String reason) throws ReaderGone {
        if (!committed.getAsBoolean()) {
            throw DomainException.unavailable("The connection is ending. Ask again.", 1);
        }
        error(reason, "The answer was cut short. Ask again.", true);
    }

    /** False when that was the last event. */
    private boolean write(Item item) throws ReaderGone {
        switch (item) {
            case Item.Started(Candidate candidate) -> start(candidate);
            case Item.Text(String text) -> {
                room.release();
                delta(text);
            }
            case Item.Done(Completion completion) -> {
                finish(completion);
                return false;
            }
            case Item.Failed(RuntimeException failure) -> {
                fail(failure);
                return false;
            }
        }
        return true;
    }

    private void start(Candidate candidate) throws ReaderGone {
        var profile = candidate.profile();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("request_id", requestId);
        data.put("provider", profile.endpoint());
        data.put("model", profile.model());
        data.put("provider_label", profile.label());
        data.put("is_language_model", profile.isLanguageModel());
        data.put("tier", tier);
        data.put("offline", profile.isOffline());
        data.put("offline_reason", profile.isOffline() ? reason() : null);
        data.put("replayed", false);
        begin(data);
    }

    private String reason() {
        String decided = offlineReason;
        return decided == null ? "configured" : decided;
    }

    private void begin(Map<String, @Nullable Object> data) throws ReaderGone {
        started = true;
        stream.retry(RETRY);
        stream.event(id(), "start", data);
    }

    private void delta(String text) throws ReaderGone {
        told += text.length();
        stream.event(id(), "delta", Map.of("text", text));
    }

    private void finish(Completion completion) throws ReaderGone {
        requestId = completion.requestId();
        if (!started) {
            replay(completion, 0);
            return;
        }
        done(completion);
    }

    /** A finished answer from the first character the reader does not have. */
    void replay(Completion completion, long from) throws ReaderGone {
        requestId = completion.requestId();
        String content = completion.content();
        if (from <= 0) {
            begin(startOf(completion));
        } else {
            stream.retry(RETRY);
        }
        told = Math.min(Math.max(0, from), content.length());
        if (told < content.length()) {
            delta(content.substring((int) told));
        }
        done(completion);
    }

    private static Map<String, @Nullable Object> startOf(Completion completion) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("request_id", completion.requestId());
        data.put("provider", completion.provider());
        data.put("model", completion.model());
        data.put("provider_label", completion.providerLabel());
        data.put("is_language_model", completion.isLanguageModel());
        data.put("tier", completion.tier());
        data.put("offline", completion.offline());
        data.put("offline_reason", completion.offlineReason());
        data.put("replayed", completion.replayed());
        return data;
    }

    private void done(Completion completion) throws ReaderGone {
        ObjectNode data = json.valueToTree(completion);
        data.remove("content");
        told++;
        stream.event(id(), "done", data);
    }

    private void fail(RuntimeException failure) throws ReaderGone {
        if (!committed.getAsBoolean()) {
            throw failure;
        }
        if (failure instanceof DomainException no) {
            boolean retryable = Boolean.TRUE.equals(no.members().get("retryable"));
            error(no.code(), no.detail(), retryable || no.status() == 503);
        } else if (!(failure instanceof CallerGone)) {
            error("internal_error", "Something went wrong on our side. Try again.", true);
        }
    }

    private void error(String code, String detail, boolean retryable) throws ReaderGone {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("code", code);
        data.put("detail", detail);
        data.put("retryable", retryable);
        data.put("request_id", requestId);
        told++;
        stream.event(id(), "error", data);
    }

    private String id() {
        return requestId + ":" + told;
    }

    /** Nobody reads any more: the provider's side is closed at once. */
    private void leave() {
        gone = true;
        room.release(MOST_WAITING);
        ModelStream opened = upstream;
        if (opened != null) {
            opened.close();
        }
    }
}
