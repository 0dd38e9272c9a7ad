package io.resolutionflow.psa.session.client;

import feign.FeignException;
import io.resolutionflow.contracts.handoff.HandoffApi;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.session.Members;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The directory of handoff-service. */
@Component
class HandoffMembers implements Members {

    private static final long RETRY_SECONDS = 5;

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

    @Override
    public List<Colleague> enabled() {
        try {
            return api.members().stream()
                    .filter(row -> row.path("enabled").asBoolean(true))
                    .map(row ->
                            new Colleague(
                                    UUID.fromString(row.path("id").asString()),
                                    row.path("name").asString(""),
                                    row.path("email").isString()
                                            ? row.path("email").asString()
                                            : null))
                    .sorted(Comparator.comparing(Colleague::name).thenComparing(Colleague::id))
                    .toList();
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException e) {
            throw DomainException.unavailable(
                    "The list of colleagues cannot be read right now. Try again in a moment.",
                    RETRY_SECONDS);
        }
    }
}
