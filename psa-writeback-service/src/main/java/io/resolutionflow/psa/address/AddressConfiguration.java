package io.resolutionflow.psa.address;

import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class AddressConfiguration {

    @Bean
    AddressRules addressRules(AddressSettings settings, Environment environment) {
        if (!settings.loopbackPorts().isEmpty()
                && !Arrays.asList(environment.getActiveProfiles())
                        .equals(java.util.List.of("local"))) {
            throw new IllegalStateException(
                    "Loopback ports for ticketing systems are listed outside the local profile. Remove them, or run with the"
                            + " local profile alone.");
        }
        return new AddressRules(settings, Names.ofThisMachine());
    }

    @Bean
    PinnedHttp pinnedHttp(AddressRules rules, AddressSettings settings) {
        return new PinnedHttp(rules, settings);
    }
}
