package io.resolutionflow.psa.config;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.openfeign.FeignClientFactory;
import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
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

    /**
     * Feign fills its list of message converters at the first call, without a lock: calls that meet
     * there see half of it and fail. Filled here, before the first call can come.
     */
    @Bean
    SmartInitializingSingleton feignConverters(FeignClientFactory clients) {
        return () ->
                clients.getContextNames().stream()
                        .map(name -> clients.getInstance(name, FeignHttpMessageConverters.class))
                        .filter(converters -> converters != null)
                        .forEach(FeignHttpMessageConverters::getConverters);
    }
}
