package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.embedding.Embedder.Made;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.contracts.ai.AiCalls.Embeddings;
import io.resolutionflow.contracts.ai.AiCalls.Usage;
import io.resolutionflow.platform.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Vectors of texts (contract-ai §7): what the cache knows, and the rest made by the deployment's
 * embedder. What the cache answers is not work, and costs nothing.
 */
@Service
public class EmbedTexts {

    private final Embedder embedder;
    private final EmbeddingCache cache;

    EmbedTexts(Embedder embedder, EmbeddingCache cache) {
        this.embedder = embedder;
        this.cache = cache;
    }

    public Embeddings embed(Caller caller, EmbeddingRequest request) {
        List<String> texts = request.texts().stream().map(EmbedTexts::normalised).toList();
        List<String> hashes = texts.stream().map(text -> hash(text, request.purpose())).toList();
        Map<String, float[]> known = known(caller.account(), hashes);
        Map<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!known.containsKey(hashes.get(i))) {
                missing.put(hashes.get(i), texts.get(i));
            }
        }
        Made made =
                missing.isEmpty()
                        ? new Made(List.of(), TokenCounts.counted(0, 0), UsageQuality.COUNTED, 0)
                        : embedder.make(caller, request, List.copyOf(missing.values()));
        known.putAll(kept(caller.account(), missing.keySet(), made.vectors()));
        return new Embeddings(
                embedder.profile().model(),
                embedder.version(),
                EmbedderChoice.DIMENSIONS,
                hashes.stream().map(hash -> Objects.requireNonNull(known.get(hash))).toList(),
                new Usage(made.counts().input(), 0L, 0L, 0, 0L),
                made.quality().wireName(),
                made.costMicros(),
                embedder.profile().endpoint(),
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

    private Map<String, float[]> kept(UUID account, Set<String> hashes, List<float[]> vectors) {
        var kept = new LinkedHashMap<String, float[]>();
        int i = 0;
        for (String hash : hashes) {
            kept.put(hash, vectors.get(i++));
        }
        if (!kept.isEmpty()) {
            cache.store(account, embedder.version(), kept);
        }
        return kept;
    }

    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    }

    /** Where the purpose shapes the vector, it is a part of what the cache knows it by. */
    private String hash(String text, String purpose) {
        String known = embedder.readsPurpose() ? purpose + "\n" + text : text;
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(known.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
