package io.resolutionflow.psa.session.client;

import feign.FeignException;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.psa.session.Members;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The directory of handoff-service. */
@Component
class HandoffMembers implements Members {

    private final HandoffApi api;

    HandoffMembers(HandoffApi api) {
        this.api = api;
    }

    @Override
    public boolean mayTake(UUID userId) {
        try {
            return api.member(userId).path("can_claim").asBoolean(true);
        } catch (RemoteProblemException e) {
            return e.status() != 404;
        } catch (RemoteUnavailableException | FeignException e) {
            return true;
        }
    }
}
