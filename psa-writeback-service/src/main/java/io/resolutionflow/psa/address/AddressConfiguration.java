package io.resolutionflow.psa.address;

import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.egress.EgressSettings;
import io.resolutionflow.platform.egress.Names;
import io.resolutionflow.platform.egress.PinnedHttp;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class AddressConfiguration {

    @Bean
    EgressSettings egressSettings(AddressSettings settings, Environment environment) {
        return settings.egress().requireLocal(environment);
    }

    @Bean
    Names names() {
        return Names.ofThisMachine();
    }

    @Bean
    AddressRules addressRules(EgressSettings settings, Names names) {
        return new AddressRules(settings, names);
    }

    @Bean
    PinnedHttp pinnedHttp(AddressRules rules, EgressSettings settings) {
        return new PinnedHttp(rules, settings);
    }
}
