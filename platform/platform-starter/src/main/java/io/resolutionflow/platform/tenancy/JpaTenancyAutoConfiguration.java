package io.resolutionflow.platform.tenancy;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tenant transactions and tenant-aware Hibernate, where a service has entities. One that speaks
 * plain SQL does without, for its memory and its start.
 */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass(HibernateJpaAutoConfiguration.class)
public class JpaTenancyAutoConfiguration {

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTenantTransactionManager(entityManagerFactory);
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
}
