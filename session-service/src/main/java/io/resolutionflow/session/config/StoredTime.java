package io.resolutionflow.session.config;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Time as fine as the database keeps it: what an answer says when a row is written is what every
 * later reading of that row says.
 */
@Configuration(proxyBeanMethods = false)
class StoredTime {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
