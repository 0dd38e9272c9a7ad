package io.resolutionflow.psa.config;

import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the calls to other services are made. */
@Configuration(proxyBeanMethods = false)
class ServiceClients {

    /**
     * By itself the HTTP client repeats any request, POST too, after a 503 or 429; here nobody
     * repeats but the caller.
     */
    @Bean
    HttpClientBuilderCustomizer noRepeats() {
        return client -> client.disableAutomaticRetries().disableRedirectHandling();
    }
}
