package io.resolutionflow.session.flow.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.l1.L1Calls.MatchRequest;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.flow.PublishedFlows;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class L1Flows implements PublishedFlows {

    private static final Logger log = LoggerFactory.getLogger(L1Flows.class);
    private static final int MOST = 3;
    private static final double NEAR_ENOUGH = 0.5;

    private final L1Api l1;

    L1Flows(L1Api l1) {
        this.l1 = l1;
    }

    @Override
    public List<Near> near(String problem) {
        if (problem.isBlank()) {
            return List.of();
        }
        try {
            return l1.match(new MatchRequest(problem, MOST, List.of())).candidates().stream()
                    .filter(candidate -> candidate.score() > NEAR_ENOUGH)
                    .limit(MOST)
                    .map(candidate ->
                            new Near(
                                    candidate.flowId(),
                                    candidate.title(),
                                    candidate.versionNo(),
                                    candidate.score(),
                                    candidate.excerpt()))
                    .toList();
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException away) {
            log.atInfo().log("flow matching not available, carrying on without");
            return List.of();
        }
    }
}
