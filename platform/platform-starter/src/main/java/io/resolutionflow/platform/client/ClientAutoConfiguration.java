package io.resolutionflow.platform.client;

import feign.Capability;
import feign.RequestInterceptor;
import feign.Retryer;
import feign.codec.ErrorDecoder;
import io.resolutionflow.platform.security.SecurityAutoConfiguration;
import io.resolutionflow.platform.security.SecurityProperties;
import io.resolutionflow.platform.web.ProblemWriter;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.openfeign.FeignClientFactory;
import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** How every Feign client of {@code contracts} signs in, fails and does not retry by itself. */
@AutoConfiguration(after = SecurityAutoConfiguration.class)
@EnableConfigurationProperties(CallProperties.class)
public class ClientAutoConfiguration {

    private static final int AFTER_ACCESS_LOG = Ordered.HIGHEST_PRECEDENCE + 20;

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

    /** Around the transport of every Feign client. */
    @Bean
    Capability carefulCalls(CallProperties properties) {
        return new CarefulCalls(properties);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<DeadlineFilter> deadlines(ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new DeadlineFilter(problems));
        registration.setOrder(AFTER_ACCESS_LOG);
        return registration;
    }

    /** One retry layer, {@link CarefulClient}: neither Feign's own nor the HTTP client's. */
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
