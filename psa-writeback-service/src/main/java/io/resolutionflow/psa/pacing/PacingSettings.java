package io.resolutionflow.psa.pacing;

import io.resolutionflow.psa.connector.Provider;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param breaker when a connection counts as away
 * @param bareThrottle how long a 429 without a wait stops a connection
 * @param budgets per provider, where the standard does not fit
 */
@ConfigurationProperties("rf.psa.pace")
public record PacingSettings(
        @DefaultValue Breaker breaker,
        @DefaultValue("30s") Duration bareThrottle,
        @DefaultValue Map<String, Budget> budgets) {

    private static final Map<Provider, Budget> STANDARD =
            Map.of(
                    Provider.CONNECTWISE, new Budget(600, 4),
                    Provider.AUTOTASK, new Budget(100, 2),
                    Provider.HALOPSA, new Budget(100, 4),
                    Provider.ZAMMAD, new Budget(300, 4),
                    Provider.REQUEST_TRACKER, new Budget(120, 2));

    /**
     * @param open how long nothing is called
     * @param window calls looked at
     * @param least calls before anything is judged
     * @param failing percent of them that open it
     * @param probes calls let through afterwards
     */
    public record Breaker(
            @DefaultValue("30s") Duration open,
            @DefaultValue("20") int window,
            @DefaultValue("5") int least,
            @DefaultValue("50") int failing,
            @DefaultValue("2") int probes) {}

    /**
     * @param perMinute requests of one connection, over all replicas
     * @param parallel calls at once, over all replicas
     */
    public record Budget(int perMinute, int parallel) {}

    Budget budget(Provider provider) {
        Budget own = budgets.get(provider.wireName());
        return own == null ? Objects.requireNonNull(STANDARD.get(provider)) : own;
    }
}
