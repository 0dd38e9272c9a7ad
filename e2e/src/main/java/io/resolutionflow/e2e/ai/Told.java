package io.resolutionflow.e2e.ai;

import io.resolutionflow.e2e.client.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What callers were told, to be held against the ledger afterwards. Safe for many threads. */
final class Told {

    /**
     * @param body sent again to see whether the answer is the same
     */
    record Answer(UUID account, String key, String body, String requestId) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong differently = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    void answered(UUID account, String key, String body, HttpResponse<String> answer) {
        String id = Json.read(answer.body()).path("request_id").asString("");
        Answer before = answers.putIfAbsent(key, new Answer(account, key, body, id));
        if (before != null) {
            repeated.incrementAndGet();
            if (!before.requestId().equals(id)) {
                differently.incrementAndGet();
            }
        }
    }

    void refusal() {
        refused.incrementAndGet();
    }

    List<Answer> answers() {
        return List.copyOf(answers.values());
    }

    long refused() {
        return refused.get();
    }

    /** Keys asked again after their answer. */
    long repeated() {
        return repeated.get();
    }

    /** Of those, how often the answer was another one. */
    long differently() {
        return differently.get();
    }
}
