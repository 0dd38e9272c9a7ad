package io.resolutionflow.platform.client;

import feign.RequestInterceptor;
import feign.Retryer;
import feign.codec.ErrorDecoder;
import io.resolutionflow.platform.security.SecurityAutoConfiguration;
import io.resolutionflow.platform.security.SecurityProperties;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
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
}
