package io.resolutionflow.platform.testing.parts;

import io.resolutionflow.platform.testing.identity.TestIssuer;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Points a service under test at the real PostgreSQL and Kafka and at the test's own issuer. Use as
 * a context initializer.
 */
public class RealParts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Name of the property source that a context gets. */
    public static final String SOURCE = "real-parts";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String schema = context.getEnvironment().getRequiredProperty("rf.service.schema");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                SOURCE,
                                Map.of(
                                        "RF_DB_URL",
                                        TestParts.database(schema),
                                        "RF_DB_APP_PASSWORD",
                                        TestParts.rolePassword(),
                                        "RF_DB_OWNER_PASSWORD",
                                        TestParts.rolePassword(),
                                        "RF_KAFKA_BOOTSTRAP_SERVERS",
                                        TestParts.kafka(),
                                        "rf.kafka.topic-prefix",
                                        TestParts.ownTopics(),
                                        "RF_ISSUER_URI",
                                        TestIssuer.get().uri(),
                                        "RF_CLIENT_SECRET",
                                        "test-client-secret",
                                        "management.server.port",
                                        "0")));
    }
}
