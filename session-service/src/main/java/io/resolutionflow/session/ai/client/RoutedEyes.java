package io.resolutionflow.session.ai.client;

import feign.FeignException;
import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.ai.ModelEyes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class RoutedEyes implements ModelEyes {

    private static final Logger log = LoggerFactory.getLogger(RoutedEyes.class);

    private final AiApi gateway;

    RoutedEyes(AiApi gateway) {
        this.gateway = gateway;
    }

    @Override
    public boolean see(AiTask task) {
        try {
            return gateway.route(task.wireName()).path("vision").asBoolean(false);
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException away) {
            log.atInfo().addKeyValue("task", task.wireName()).log("route not known, no images");
            return false;
        }
    }
}
