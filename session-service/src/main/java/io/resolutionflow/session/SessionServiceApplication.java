package io.resolutionflow.session;

import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.psa.PsaApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Owns AI sessions (contract-sessions). */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableFeignClients(
        clients = {
            AiCompletionsApi.class,
            AiApi.class,
            PsaApi.class,
            L1Api.class,
            HandoffApi.class
        })
public class SessionServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SessionServiceApplication.class, arguments);
    }
}
