package io.resolutionflow.l1walk;

import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.psa.PsaApi;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.l1walk.classification.client.QuickCompletionsApi;
import io.resolutionflow.l1walk.flywheel.client.PatientCompletionsApi;
import io.resolutionflow.l1walk.matching.client.IndexEmbeddingApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** l1-walk-service: see docs/services/l1-walk-service.md. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableFeignClients(
        clients = {
            AiApi.class,
            AiCompletionsApi.class,
            QuickCompletionsApi.class,
            IndexEmbeddingApi.class,
            PatientCompletionsApi.class,
            PsaApi.class,
            SessionApi.class
        })
public class L1WalkServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(L1WalkServiceApplication.class, args);
    }
}
