package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.ledger.Ledger;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.pricing.PriceTable;
import io.resolutionflow.aigateway.provider.Circuits;
import io.resolutionflow.aigateway.provider.Egress;
import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.quota.ReadQuota;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who makes the vectors: the vendor the operator chose, else the embedder in the process. */
@Configuration(proxyBeanMethods = false)
class EmbeddingConfiguration {

    @Bean
    Embedder embedder(
            EmbedderChoice choice,
            LocalEmbedder local,
            EmbedRequests requests,
            EmbedAttempts attempts,
            EmbeddingTelemetry telemetry,
            Entitlements entitlements,
            PriceTable prices,
            Circuits circuits,
            Egress egress,
            ReadQuota readQuota,
            Ledger ledger,
            Clock clock) {
        return choice.remote()
                .<Embedder>map(profile ->
                        new RemoteVectors(
                                profile,
                                entitlements,
                                prices,
                                circuits,
                                egress,
                                attempts,
                                requests,
                                readQuota,
                                ledger,
                                clock))
                .orElseGet(
                        () -> new LocalVectors(local, requests, telemetry, ledger, prices, clock));
    }
}
