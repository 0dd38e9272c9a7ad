package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.pricing.TokenCounts;

class GeminiProviderTests extends ModelProviderKit {

    @Override
    String type() {
        return "google";
    }

    @Override
    WireFormat format() {
        return new GeminiFormat();
    }

    @Override
    String basePath() {
        return "";
    }

    @Override
    TokenCounts usual() {
        return new TokenCounts(20, 80L, 0L, 0L, 38, 12L);
    }

    @Override
    int overloadStatus() {
        return 503;
    }
}
