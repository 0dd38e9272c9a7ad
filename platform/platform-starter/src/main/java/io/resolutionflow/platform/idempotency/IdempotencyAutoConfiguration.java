package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.web.ProblemWriter;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Replays answers of POSTs under {@code /api/} by {@code Idempotency-Key}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class IdempotencyAutoConfiguration {

    /** Inside security, so that the caller is known. */
    private static final int AFTER_SECURITY = Ordered.LOWEST_PRECEDENCE - 100;

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotency(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock,
            ProblemWriter problems,
            @Value("${rf.idempotency.free-codes:}") Set<String> freeCodes,
            @Value("${rf.idempotency.resumable:false}") boolean resumable) {
        var store = new IdempotencyStore(jdbc, transaction, json, clock);
        var registration =
                new FilterRegistrationBean<>(
                        new IdempotencyFilter(store, problems, withRefusals(freeCodes), resumable));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    /** A role may be granted a minute later: its refusal must not stick to the key. */
    private static Set<String> withRefusals(Set<String> freeCodes) {
        var all = new HashSet<>(freeCodes);
        all.add("role_required");
        all.add("no_account");
        return Set.copyOf(all);
    }
}
