package io.resolutionflow.aigateway.config;

import io.resolutionflow.platform.secret.KeysetFile;
import io.resolutionflow.platform.secret.Vault;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * The keyset that answers under a key and logged prompts are sealed with. A deployment mounts it;
 * the local profile makes one.
 */
@Configuration(proxyBeanMethods = false)
class KeysetConfiguration {

    @Bean
    Vault answerVault(
            @Value("${rf.ai.keyset-file:}") String mounted,
            @Value("${rf.ai.state-directory}") Path state,
            Environment environment) {
        boolean local = environment.acceptsProfiles(Profiles.of("local"));
        Path file =
                mounted.isBlank()
                        ? state.resolve("keys").resolve("ai-answers.json")
                        : Path.of(mounted);
        return new Vault(new KeysetFile(file, local).read());
    }
}
