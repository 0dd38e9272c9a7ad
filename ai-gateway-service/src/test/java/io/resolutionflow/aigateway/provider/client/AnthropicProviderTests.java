package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.pricing.TokenCounts;

class AnthropicProviderTests extends ModelProviderKit {

    @Override
    String type() {
        return "anthropic";
    }

    @Override
    WireFormat format() {
        return new AnthropicFormat();
    }

    @Override
    String basePath() {
        return "";
    }

    @Override
    TokenCounts usual() {
        return new TokenCounts(20, 50L, 30L, 0L, 38, 12L);
    }

    @Override
    TokenCounts usualStreamed() {
        return new TokenCounts(20, 50L, 30L, 0L, 50, null);
    }

    @Override
    int overloadStatus() {
        return 529;
    }
}
