package io.resolutionflow.handoff;

import io.resolutionflow.contracts.ai.AiCompletionsApi;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.session.SessionApi;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableFeignClients(clients = {SessionApi.class, L1Api.class, AiCompletionsApi.class})
class HandoffApplication {

    public static void main(String[] args) {
        SpringApplication.run(HandoffApplication.class, args);
    }
}
