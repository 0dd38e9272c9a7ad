package io.resolutionflow.platform.tenancy;

import io.resolutionflow.platform.database.ServiceDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import javax.sql.DataSource;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tenant transactions, tenant-aware Hibernate, and the platform's own tables before the service's.
 */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class)
@EnableConfigurationProperties(ServiceSchema.class)
public class TenancyAutoConfiguration {

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new TenantTransactionManager(entityManagerFactory);
    }

    @Bean
    HibernatePropertiesCustomizer tenantAwareHibernate(JsonMapper json) {
        return settings -> {
            settings.put(
                    MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER,
                    new AccountIdentifierResolver());
            // Hibernate's own mapper would store times in jsonb as numbers
            settings.put(MappingSettings.JSON_FORMAT_MAPPER, new Jackson3JsonFormatMapper(json));
        };
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
