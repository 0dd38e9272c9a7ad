package io.resolutionflow.platform.housekeeping;

import io.resolutionflow.platform.tenancy.TenancyAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Clean-up of the platform's own tables. */
@AutoConfiguration(after = TenancyAutoConfiguration.class)
@EnableConfigurationProperties(HousekeepingProperties.class)
public class HousekeepingAutoConfiguration {

    @Bean
    Housekeeping housekeeping(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            HousekeepingProperties properties) {
        return new Housekeeping(jdbc, transaction, clock, properties);
    }
}
