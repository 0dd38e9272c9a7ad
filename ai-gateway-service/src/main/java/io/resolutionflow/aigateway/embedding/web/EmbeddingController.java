package io.resolutionflow.aigateway.embedding.web;

import io.resolutionflow.aigateway.embedding.EmbedTexts;
import io.resolutionflow.aigateway.ledger.ReferenceKinds;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.contracts.ai.AiCalls.Embeddings;
import io.resolutionflow.contracts.ai.AiCalls.Reference;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.problem.FieldProblem;
import io.resolutionflow.platform.security.InternalApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Vectors for other services (contract-ai §7). */
@RestController
class EmbeddingController {

    private static final int MOST_TEXTS = 64;
    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_KEY = 200;

    /** Blank is what has neither letter nor mark nor sign: spaces, controls, invisible joiners. */
    private static final Pattern VISIBLE = Pattern.compile("[^\\s\\p{Z}\\p{C}]");

    private static final Set<String> PURPOSES = Set.of("query", "document");

    private final EmbedTexts embedTexts;

    EmbeddingController(EmbedTexts embedTexts) {
        this.embedTexts = embedTexts;
    }

    record EmbeddingBody(
            @Nullable List<@Nullable String> texts,
            @Nullable String purpose,
            @Nullable Reference reference,
            @Nullable String idempotencyKey) {}

    @PostMapping("/internal/v1/ai/embeddings")
    @InternalApi
    Embeddings embed(Caller caller, @RequestBody EmbeddingBody body) {
        return embedTexts.embed(caller, checked(body));
    }

    private static EmbeddingRequest checked(EmbeddingBody body) {
        var problems = new ArrayList<FieldProblem>();
        var texts = new ArrayList<String>();
        int size = body.texts() == null ? 0 : body.texts().size();
        if (body.texts() == null || size < 1 || size > MOST_TEXTS) {
            problems.add(new FieldProblem("texts", "out_of_range", "Send 1 to 64 texts."));
        } else {
            for (int i = 0; i < size; i++) {
                String text = body.texts().get(i);
                if (text == null || !VISIBLE.matcher(text).find()) {
                    problems.add(
                            new FieldProblem(
                                    "texts[" + i + "]", "blank", "A text must not be blank."));
                } else if (text.length() > LONGEST_TEXT) {
                    problems.add(
                            new FieldProblem(
                                    "texts[" + i + "]",
                                    "too_long",
                                    "A text has at most 8,000 characters."));
                } else {
                    texts.add(text);
                }
            }
        }
        String purpose = body.purpose();
        if (purpose == null || !PURPOSES.contains(purpose)) {
            problems.add(
                    new FieldProblem(
                            "purpose",
                            purpose == null ? "required" : "unknown_value",
                            "Use query or document."));
        }
        checkReference(body.reference(), problems);
        checkKey(body.idempotencyKey(), problems);
        if (!problems.isEmpty()) {
            throw DomainException.invalid(problems);
        }
        return new EmbeddingRequest(
                texts, String.valueOf(purpose), body.reference(), body.idempotencyKey());
    }

    private static void checkReference(@Nullable Reference reference, List<FieldProblem> problems) {
        if (reference == null) {
            return;
        }
        if (reference.kind() == null || !ReferenceKinds.ALL.contains(reference.kind())) {
            problems.add(
                    new FieldProblem(
                            "reference.kind",
                            reference.kind() == null ? "required" : "unknown_value",
                            "A reference has one of the known kinds."));
        }
        if (reference.id() == null) {
            problems.add(new FieldProblem("reference.id", "required", "A reference has an id."));
        }
    }

    /** Only its form: the same texts are answered by the cache, and charged once. */
    private static void checkKey(@Nullable String key, List<FieldProblem> problems) {
        boolean sound =
                key == null
                        || !key.isEmpty()
                                && key.length() <= LONGEST_KEY
                                && key.chars().allMatch(c -> c > 32 && c < 127);
        if (!sound) {
            problems.add(
                    new FieldProblem(
                            "idempotency_key",
                            "invalid_format",
                            "A key has 1 to 200 visible ASCII characters."));
        }
    }
}
