package io.resolutionflow.session.handoff.client;

import feign.FeignException;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.handoff.Members;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class DirectoryMembers implements Members {

    private static final Logger log = LoggerFactory.getLogger(DirectoryMembers.class);
    private static final int NOT_FOUND = 404;

    private final HandoffApi handoffs;

    DirectoryMembers(HandoffApi handoffs) {
        this.handoffs = handoffs;
    }

    @Override
    public Eligibility mayTakeOver(UUID userId) {
        try {
            var member = handoffs.member(userId);
            boolean may =
                    member.path("enabled").asBoolean(true)
                            && member.path("can_claim").asBoolean(true);
            return may ? Eligibility.ELIGIBLE : Eligibility.NOT_ELIGIBLE;
        } catch (RemoteProblemException no) {
            return no.status() == NOT_FOUND ? Eligibility.NOT_ELIGIBLE : Eligibility.UNKNOWN;
        } catch (RemoteUnavailableException | FeignException away) {
            log.atWarn().log("member directory away, target taken as given");
            return Eligibility.UNKNOWN;
        }
    }
}
