package io.resolutionflow.psa.writeback.client;

import feign.FeignException;
import io.resolutionflow.contracts.l1.L1Api;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.preference.AccountPreferences.Outcome;
import io.resolutionflow.psa.writeback.WalkTexts;
import io.resolutionflow.psa.writeback.WritebackKind;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** l1-walk-service over its internal API. */
@Component
class L1WalkTexts implements WalkTexts {

    private final L1Api api;

    L1WalkTexts(L1Api api) {
        this.api = api;
    }

    @Override
    public String of(UUID walkId, WritebackKind kind) {
        try {
            String member =
                    kind.outcome() == Outcome.RESOLVED ? "resolution_markdown" : "package_markdown";
            return api.writebackContext(walkId).path(member).asString("");
        } catch (RemoteProblemException e) {
            throw e.status() == 404 ? DomainException.notFound() : away();
        } catch (RemoteUnavailableException | FeignException e) {
            throw away();
        }
    }

    private static DomainException away() {
        return DomainException.unavailable("The walk cannot be read right now.", 30);
    }
}
