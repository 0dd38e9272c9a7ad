package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.NewRequest;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelCatalog;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.contracts.ai.AiCalls.Embeddings;
import io.resolutionflow.contracts.ai.AiCalls.Usage;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.observability.TraceIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Vectors of texts (contract-ai §7). Neither quota nor the AI switch stops the embedder in the
 * process: no text leaves it. Work done is recorded; what the cache answers is not work.
 */
@Service
public class EmbedTexts {

    private static final int BYTES_PER_TOKEN = 4;
    private static final ModelProfile PROFILE =
            new ModelProfile(
                    ModelCatalog.LOCAL,
                    ModelCatalog.LOCAL,
                    LocalEmbedder.MODEL,
                    "Embedder in the process",
                    false,
                    false,
                    "native",
                    LocalEmbedder.WINDOW,
                    0,
                    0,
                    0,
                    400,
                    0,
                    null);

    private final LocalEmbedder embedder;
    private final EmbeddingCache cache;
    private final Ledger ledger;
    private final PriceTable prices;
    private final Ids ids;
    private final Clock clock;
    private final TraceIds traces;

    EmbedTexts(
            LocalEmbedder embedder,
            EmbeddingCache cache,
            Ledger ledger,
            PriceTable prices,
            Ids ids,
            Clock clock,
            TraceIds traces) {
        this.embedder = embedder;
        this.cache = cache;
        this.ledger = ledger;
        this.prices = prices;
        this.ids = ids;
        this.clock = clock;
        this.traces = traces;
    }

    public Embeddings embed(Caller caller, EmbeddingRequest request) {
        List<String> texts = request.texts().stream().map(EmbedTexts::normalised).toList();
        List<String> hashes = texts.stream().map(EmbedTexts::hash).toList();
        Map<String, float[]> known = known(caller.account(), hashes);
        Map<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!known.containsKey(hashes.get(i))) {
                missing.put(hashes.get(i), texts.get(i));
            }
        }
        long tokens = 0;
        if (!missing.isEmpty()) {
            tokens = tokens(missing);
            known.putAll(make(caller, request, missing, tokens));
        }
        return new Embeddings(
                LocalEmbedder.MODEL,
                embedder.version(),
                LocalEmbedder.DIMENSIONS,
                hashes.stream().map(hash -> Objects.requireNonNull(known.get(hash))).toList(),
                new Usage(tokens, 0L, 0L, 0, 0L),
                UsageQuality.COUNTED.wireName(),
                0L,
                ModelCatalog.LOCAL,
                missing.isEmpty());
    }

    private Map<String, float[]> known(UUID account, List<String> hashes) {
        var known = new LinkedHashMap<String, float[]>();
        var unknown = new ArrayList<String>();
        for (String hash : hashes) {
            float[] vector = cache.inMemory(account, embedder.version(), hash);
            if (vector == null) {
                unknown.add(hash);
            } else {
                known.put(hash, vector);
            }
        }
        if (!unknown.isEmpty()) {
            known.putAll(cache.inTable(account, embedder.version(), unknown));
        }
        return known;
    }

    private Map<String, float[]> make(
            Caller caller, EmbeddingRequest request, Map<String, String> missing, long tokens) {
        List<float[]> vectors = embedder.embed(List.copyOf(missing.values()));
        var made = new LinkedHashMap<String, float[]>();
        int i = 0;
        for (String hash : missing.keySet()) {
            made.put(hash, vectors.get(i++));
        }
        cache.store(caller.account(), embedder.version(), made);
        ledger.record(newRequest(caller, request), settlement(tokens));
        return made;
    }

    private NewRequest newRequest(Caller caller, EmbeddingRequest request) {
        return new NewRequest(
                ids.next(),
                caller.account(),
                "embed",
                "continue",
                null,
                request.reference(),
                1,
                caller.isService() ? null : caller.userId(),
                caller.isService() ? null : caller.name(),
                caller.actingAs(),
                null,
                "",
                null,
                traces.current());
    }

    private Settlement settlement(long tokens) {
        var price =
                prices.inForce(ModelCatalog.LOCAL, LocalEmbedder.MODEL, clock.instant())
                        .orElseThrow();
        var used =
                new Metered(
                        1,
                        new Candidate(PROFILE, price),
                        TokenCounts.counted(tokens, 0),
                        UsageQuality.COUNTED,
                        null,
                        null);
        return Settlement.succeeded(List.of(used), null, List.of());
    }

    private static long tokens(Map<String, String> texts) {
        return texts.values().stream()
                .mapToLong(text ->
                        Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_PER_TOKEN))
                .sum();
    }

    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
