package io.resolutionflow.aigateway.provider.client;

import io.resolutionflow.aigateway.pricing.TokenCounts;

class OpenAiProviderTests extends ModelProviderKit {

    @Override
    String type() {
        return "openai_compatible";
    }

    @Override
    WireFormat format() {
        return new ChatCompletionsFormat();
    }

    @Override
    String basePath() {
        return "/v1";
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
