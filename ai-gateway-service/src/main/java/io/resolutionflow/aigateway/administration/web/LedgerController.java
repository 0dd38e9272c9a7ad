package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.administration.AdministerLedger;
import io.resolutionflow.aigateway.ledger.CheckLedger.Check;
import io.resolutionflow.aigateway.ledger.RerateAccount.Spec;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pricing a span again, and checking a month (contract-ai §2.4). */
@RestController
@RequestMapping("/api/v1/ai/admin")
@Requires(Gate.SUPER_ADMIN)
class LedgerController {

    private final AdministerLedger ledger;

    LedgerController(AdministerLedger ledger) {
        this.ledger = ledger;
    }

    record RerateRequest(
            @NotBlank @Size(max = 100) String provider,
            @NotBlank @Size(max = 200) String model,
            @NotNull Instant from,
            @NotNull Instant to,
            @Nullable Boolean dryRun) {}

    @PostMapping("/prices/rerate")
    ResponseEntity<?> rerate(Caller caller, @Valid @RequestBody RerateRequest request) {
        if (!request.from().isBefore(request.to())) {
            throw DomainException.invalid(
                    "to", "out_of_range", "The end must lie after the start.");
        }
        var spec = new Spec(request.provider(), request.model(), request.from(), request.to());
        if (!Boolean.FALSE.equals(request.dryRun())) {
            return ResponseEntity.ok(ledger.preview(spec));
        }
        return ResponseEntity.accepted().body(Map.of("job_id", ledger.rerate(caller, spec)));
    }

    @GetMapping("/ledger/check")
    Check check(@RequestParam("account_id") UUID account, @RequestParam String month) {
        try {
            return ledger.check(account, YearMonth.parse(month));
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(
                    "month", "invalid_format", "Use a month such as 2026-11.");
        }
    }
}
