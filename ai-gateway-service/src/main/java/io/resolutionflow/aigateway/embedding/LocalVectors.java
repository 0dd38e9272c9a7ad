package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.ledger.Metered;
import io.resolutionflow.aigateway.ledger.Settlement;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.Candidate;
import io.resolutionflow.aigateway.provider.ModelCatalog;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiCalls.EmbeddingRequest;
import io.resolutionflow.platform.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/**
 * The embedder in the process: neither quota nor the AI switch stops it, since no text leaves it.
 * What it did is recorded.
 */
final class LocalVectors implements Embedder {

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
    private final EmbedRequests requests;
    private final EmbeddingTelemetry telemetry;
    private final Ledger ledger;
    private final PriceTable prices;
    private final Clock clock;

    LocalVectors(
            LocalEmbedder embedder,
            EmbedRequests requests,
            EmbeddingTelemetry telemetry,
            Ledger ledger,
            PriceTable prices,
            Clock clock) {
        this.embedder = embedder;
        this.requests = requests;
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public ModelProfile profile() {
        return PROFILE;
    }

    @Override
    public String version() {
        return embedder.version();
    }

    @Override
    public boolean readsPurpose() {
        return false;
    }

    @Override
    public Made make(Caller caller, EmbeddingRequest request, List<String> texts) {
        var counts = TokenCounts.counted(tokens(texts), 0);
        var observed = telemetry.began(caller, PROFILE, "first");
        List<float[]> vectors;
        try {
            vectors = embedder.embed(texts);
        } catch (RuntimeException e) {
            observed.failed("internal_error");
            throw e;
        }
        observed.answered(counts.input());
        ledger.record(requests.of(caller, request), settlement(counts));
        return new Made(vectors, counts, UsageQuality.COUNTED, 0);
    }

    private Settlement settlement(TokenCounts counts) {
        var price =
                prices.inForce(PROFILE.endpoint(), PROFILE.model(), clock.instant()).orElseThrow();
        var used =
                new Metered(
                        1, new Candidate(PROFILE, price), counts, UsageQuality.COUNTED, null, null);
        return Settlement.succeeded(List.of(used), null, List.of());
    }

    private static long tokens(List<String> texts) {
        return texts.stream()
                .mapToLong(text ->
                        Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_PER_TOKEN))
                .sum();
    }
}
