package io.resolutionflow.platform.inbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/** What the inbox needs where a service has entities. */
@AutoConfiguration(before = InboxAutoConfiguration.class)
@ConditionalOnClass(HibernateJpaAutoConfiguration.class)
public class JpaInboxAutoConfiguration {

    @Bean
    LoadedEntities loadedEntities(EntityManagerFactory entityManagers) {
        return () -> {
            EntityManager ofTransaction =
                    EntityManagerFactoryUtils.getTransactionalEntityManager(entityManagers);
            if (ofTransaction != null) {
                ofTransaction.flush();
                ofTransaction.clear();
            }
        };
    }
}
