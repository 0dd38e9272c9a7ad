package io.resolutionflow.psa.secret;

import io.resolutionflow.platform.secret.Vault;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    KeyFiles keyFiles(KeySettings settings, Environment environment) {
        return new KeyFiles(settings, environment.acceptsProfiles(Profiles.of("local")));
    }

    @Bean
    CredentialVault credentialVault(KeyFiles files, JsonMapper json) {
        return new CredentialVault(new Vault(files.keyset()), json);
    }

    @Bean
    MarkerKey markerKey(KeyFiles files) {
        return files.markerKey();
    }
}
