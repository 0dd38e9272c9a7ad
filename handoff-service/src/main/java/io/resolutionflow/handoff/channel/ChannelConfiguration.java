package io.resolutionflow.handoff.channel;

import io.resolutionflow.handoff.HandoffProperties;
import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.egress.EgressSettings;
import io.resolutionflow.platform.egress.Names;
import io.resolutionflow.platform.egress.PinnedHttp;
import io.resolutionflow.platform.secret.KeysetFile;
import io.resolutionflow.platform.secret.Vault;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    EgressSettings channelEgress(HandoffProperties properties, Environment environment) {
        return properties.delivering().egress().requireLocal(environment);
    }

    @Bean
    AddressRules addressRules(EgressSettings settings) {
        return new AddressRules(settings, Names.ofThisMachine());
    }

    @Bean
    PinnedHttp pinnedHttp(AddressRules rules, EgressSettings settings) {
        return new PinnedHttp(rules, settings);
    }

    @Bean
    Vault channelVault(HandoffProperties properties, Environment environment) {
        boolean local = environment.acceptsProfiles(Profiles.of("local"));
        return new Vault(new KeysetFile(properties.delivering().keyset(), local).read());
    }
}
