package io.resolutionflow.platform.idempotency;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/** Replays answers of POSTs under {@code /api/} by {@code Idempotency-Key}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(ReplayAdvice.class)
public class IdempotencyAutoConfiguration {

    /** Inside security, so that the caller is known. */
    private static final int AFTER_SECURITY = Ordered.LOWEST_PRECEDENCE - 100;

    @Bean
    IdempotencyStore idempotencyStore(
            JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, Clock clock) {
        return new IdempotencyStore(jdbc, transaction, json, clock);
    }

    @Bean
    KeyLeases keyLeases(IdempotencyStore store) {
        return new KeyLeases(store);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotency(
            IdempotencyStore store,
            KeyLeases leases,
            @Value("${rf.idempotency.free-codes:}") Set<String> freeCodes) {
        var registration =
                new FilterRegistrationBean<>(
                        new IdempotencyFilter(store, leases, withRefusals(freeCodes)));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    IdempotencyStep idempotencyStep(
            IdempotencyStore store,
            KeyLeases leases,
            @Value("${rf.idempotency.resumable:false}") boolean resumable) {
        return new IdempotencyStep(store, leases, resumable);
    }

    @Bean
    WebMvcRegistrations keyedHandlers(ObjectProvider<IdempotencyStep> step) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new KeyedHandlerAdapter(step::getObject);
            }
        };
    }

    /** A role may be granted a minute later: its refusal must not stick to the key. */
    private static Set<String> withRefusals(Set<String> freeCodes) {
        var all = new HashSet<>(freeCodes);
        all.add("role_required");
        all.add("no_account");
        return Set.copyOf(all);
    }
}
