package io.resolutionflow.l1walk.intake.client;

import io.resolutionflow.contracts.ai.AiApi;
import io.resolutionflow.contracts.ai.AiCalls.QuotaCheckRequest;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.l1walk.intake.AiSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** {@code quota/check}, read for the switch only: quota is decided by the reservation alone. */
@Component
class GatewayAiSwitch implements AiSwitch {

    private static final Logger log = LoggerFactory.getLogger(GatewayAiSwitch.class);

    private final AiApi ai;

    GatewayAiSwitch(AiApi ai) {
        this.ai = ai;
    }

    @Override
    public boolean isOn() {
        try {
            return ai.checkQuota(new QuotaCheckRequest(AiTask.L1_NEXT_NODE.wireName(), null))
                    .aiEnabled();
        } catch (RuntimeException away) {
            log.atWarn()
                    .addKeyValue("reason", away.getClass().getSimpleName())
                    .log("AI switch unknown");
            return true;
        }
    }
}
