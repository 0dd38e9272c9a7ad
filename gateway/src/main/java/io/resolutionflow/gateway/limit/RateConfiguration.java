package io.resolutionflow.gateway.limit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In process unless a shared store is configured. */
@Configuration
class RateConfiguration {

    private static final long MAX_BUCKETS = 200_000;

    @Bean
    RateStore rateStore(LimitProperties properties) {
        return properties.store() == null
                ? new LocalRates(MAX_BUCKETS)
                : new SharedRates(properties.store());
    }
}
