package io.resolutionflow.session.chat.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.contracts.l1.L1Calls.MatchRequest;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.session.chat.FlowSuggestions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class L1FlowSuggestions implements FlowSuggestions {

    private static final Logger log = LoggerFactory.getLogger(L1FlowSuggestions.class);
    private static final int MOST = 3;
    private static final double NEAR_ENOUGH = 0.5;

    private final L1Api l1;

    L1FlowSuggestions(L1Api l1) {
        this.l1 = l1;
    }

    @Override
    public List<Suggestion> near(String problem) {
        try {
            return l1.match(new MatchRequest(problem, MOST, List.of())).candidates().stream()
                    .filter(candidate -> candidate.score() > NEAR_ENOUGH)
                    .limit(MOST)
                    .map(candidate ->
                            new Suggestion(
                                    candidate.flowId(), candidate.title(), candidate.score()))
                    .toList();
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException away) {
            log.atInfo().log("flow matching not available, carrying on without");
            return List.of();
        }
    }
}
