package io.resolutionflow.psa.writeback.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.writeback.DecideWriteback;
import io.resolutionflow.psa.writeback.DecideWriteback.Decision;
import io.resolutionflow.psa.writeback.RetryWriteback;
import io.resolutionflow.psa.writeback.WritebackRights;
import io.resolutionflow.psa.writeback.WritebackView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moving one write-back by hand (contract-psa §11). */
@RestController
@RequestMapping("/api/v1/integrations/psa/writebacks/{id}")
@Requires(Gate.ENGINEER_OR_L1)
class WritebackController {

    private final WritebackRights rights;
    private final RetryWriteback retry;
    private final DecideWriteback decide;

    WritebackController(WritebackRights rights, RetryWriteback retry, DecideWriteback decide) {
        this.rights = rights;
        this.retry = retry;
        this.decide = decide;
    }

    record DecisionRequest(
            @NotNull @Pattern(regexp = "it_is_there|send_again|give_up") String decision,
            @Nullable @Size(max = 64) String externalId,
            @NotBlank @Size(min = 3, max = 500) String reason) {}

    @PostMapping("/retry")
    RetryAnswer retry(Caller caller, @PathVariable UUID id) {
        return RetryAnswer.of(retry.one(caller, rights.forRequesterToo(caller, id)));
    }

    @PostMapping("/decision")
    WritebackView decide(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody DecisionRequest request) {
        rights.forHandlerOnly(caller, id);
        var decision = Decision.valueOf(request.decision().toUpperCase(Locale.ROOT));
        return WritebackView.of(
                decide.decide(caller, id, decision, request.externalId(), request.reason()));
    }
}
