package io.resolutionflow.platform.client;

import feign.RequestInterceptor;
import feign.Retryer;
import feign.codec.ErrorDecoder;
import io.resolutionflow.platform.security.SecurityAutoConfiguration;
import io.resolutionflow.platform.security.SecurityProperties;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.openfeign.FeignClientFactory;
import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** How every Feign client of {@code contracts} signs in, fails and does not retry by itself. */
@AutoConfiguration(after = SecurityAutoConfiguration.class)
public class ClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(
            RestClient.Builder http,
            SecurityProperties security,
            Clock clock,
            @Value("${spring.application.name}") String clientId) {
        return new ServiceTokens(
                http.build(), security.tokenEndpoint(), clientId, security.clientSecret(), clock);
    }

    @Bean
    RequestInterceptor identityForwarding(ServiceTokens tokens) {
        return new IdentityForwarding(tokens);
    }

    @Bean
    ErrorDecoder problemErrorDecoder(JsonMapper json) {
        return new ProblemErrorDecoder(json);
    }

    /** One retry layer per call path, and it is never the HTTP client. */
    @Bean
    Retryer noRetries() {
        return Retryer.NEVER_RETRY;
    }

    /**
     * By itself the HTTP client below Feign repeats any request, POST too, after a 503 or 429,
     * whatever the retryer says.
     */
    @Bean
    HttpClientBuilderCustomizer noRepeatsBelowFeign() {
        return client -> client.disableAutomaticRetries().disableRedirectHandling();
    }

    /**
     * Feign fills its list of message converters at the first call, without a lock: calls that meet
     * there see half of it and fail. Filled here, before the first call can come.
     */
    @Bean
    SmartInitializingSingleton filledFeignConverters(ObjectProvider<FeignClientFactory> clients) {
        return () ->
                clients.ifAvailable(factory ->
                        factory.getContextNames().stream()
                                .map(name ->
                                        factory.getInstance(name, FeignHttpMessageConverters.class))
                                .filter(Objects::nonNull)
                                .forEach(FeignHttpMessageConverters::getConverters));
    }
}
