package io.resolutionflow.platform.sse;

import io.micrometer.core.instrument.MeterRegistry;
import io.resolutionflow.platform.id.Ids;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.json.JsonMapper;

/** Streams, and their end when the service stops. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SseProperties.class)
public class SseAutoConfiguration {

    @Bean
    SseStreams sseStreams(
            SseProperties properties, JsonMapper json, Clock clock, Ids ids, MeterRegistry meters) {
        return new SseStreams(properties, json, clock, ids, meters);
    }

    @Bean
    ApplicationListener<ContextClosedEvent> endOfStreams(
            SseStreams streams, ApplicationContext own) {
        return closed -> {
            // the contexts below this one (management, clients) tell of their own end too
            if (closed.getApplicationContext() == own) {
                streams.close();
            }
        };
    }
}
