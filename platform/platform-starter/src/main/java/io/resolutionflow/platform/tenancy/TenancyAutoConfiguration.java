package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.database.ServiceDatabase;
import java.util.HashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;

/** Tenant transactions, and the platform's own tables before the service's. */
@AutoConfiguration(
        after = JpaTenancyAutoConfiguration.class,
        before = DataSourceTransactionManagerAutoConfiguration.class)
@EnableConfigurationProperties(ServiceSchema.class)
public class TenancyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(TransactionManager.class)
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new TenantTransactionManager(dataSource);
    }

    @Bean
    FlywayConfigurationCustomizer rolePlaceholders(ServiceSchema service) {
        return flyway -> {
            var placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("schema", service.schema());
            placeholders.put("app_role", ServiceDatabase.appRole(service.schema()));
            placeholders.put("definer_role", ServiceDatabase.definerRole(service.schema()));
            flyway.placeholders(placeholders);
        };
    }

    @Bean
    SchemaMigrations schemaMigrations(
            @Value("${rf.migrations:run}") SchemaMigrations.Mode mode,
            ServiceSchema service,
            DataSource asApp) {
        return new SchemaMigrations(mode, service, asApp);
    }
}
