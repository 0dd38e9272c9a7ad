package io.resolutionflow.psa;

import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.session.SessionApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Writes notes and statuses into ticketing systems and proves what it wrote. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableFeignClients(
        clients = {SessionApi.class, L1Api.class, AiCompletionsApi.class, HandoffApi.class})
public class PsaWritebackApplication {

    public static void main(String[] args) {
        SpringApplication.run(PsaWritebackApplication.class, args);
    }
}
