package io.resolutionflow.aigateway.administration.web;

import io.resolutionflow.aigateway.administration.AccountOverview;
import io.resolutionflow.aigateway.administration.AdministerAccount;
import io.resolutionflow.aigateway.administration.ListAccounts;
import io.resolutionflow.aigateway.administration.OverrideView;
import io.resolutionflow.aigateway.plan.ManagePlans;
import io.resolutionflow.aigateway.plan.PlanView;
import io.resolutionflow.aigateway.plan.Plans;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans and accounts for the operator (contract-ai §2.4). */
@RestController
@RequestMapping("/api/v1/ai/admin")
@Requires(Gate.SUPER_ADMIN)
class AdministrationController {

    private static final int DEFAULT_ROWS = 50;
    private static final int MOST_ROWS = 200;

    private final AdministerAccount administer;
    private final ListAccounts listAccounts;
    private final ManagePlans managePlans;
    private final Plans plans;
    private final Clock clock;

    AdministrationController(
            AdministerAccount administer,
            ListAccounts listAccounts,
            ManagePlans managePlans,
            Plans plans,
            Clock clock) {
        this.administer = administer;
        this.listAccounts = listAccounts;
        this.managePlans = managePlans;
        this.plans = plans;
        this.clock = clock;
    }

    @GetMapping("/plans")
    List<PlanView> plans() {
        return plans.all().stream().map(PlanView::of).toList();
    }

    @PostMapping("/plans")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView create(Caller caller, @Valid @RequestBody PlanRequest request) {
        return PlanView.of(managePlans.create(caller, request.created()));
    }

    @PutMapping("/plans/{code}")
    PlanView replace(
            Caller caller, @PathVariable String code, @Valid @RequestBody PlanRequest request) {
        return PlanView.of(managePlans.replace(caller, request.replacing(code)));
    }

    @GetMapping("/accounts")
    ResponseEntity<List<ListAccounts.Row>> accounts(
            Caller caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "over_percent", required = false) @Nullable Integer over,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (over != null && over < 0) {
            throw DomainException.invalid("over_percent", "out_of_range", "Use 0 or more.");
        }
        String wanted = q == null || q.isBlank() ? null : q.strip();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        null,
                        DEFAULT_ROWS,
                        MOST_ROWS,
                        caller.userId() + "/ai-accounts/" + wanted + "/" + over);
        return page.respond(
                listAccounts.rows(wanted, over, page),
                row -> new Keyset(Instant.EPOCH, row.accountId()));
    }

    @GetMapping("/accounts/{account_id}")
    AccountOverview account(@PathVariable("account_id") UUID account) {
        return administer.read(account);
    }

    @PutMapping("/accounts/{account_id}")
    AccountOverview change(
            Caller caller,
            @PathVariable("account_id") UUID account,
            @Valid @RequestBody AccountRequest request) {
        return administer.change(caller, account, request.change());
    }

    @PutMapping("/accounts/{account_id}/overrides/{metric}")
    OverrideView override(
            Caller caller,
            @PathVariable("account_id") UUID account,
            @PathVariable String metric,
            @Valid @RequestBody OverrideRequest request) {
        return administer.override(caller, account, request.of(metric, clock.instant()));
    }

    @DeleteMapping("/accounts/{account_id}/overrides/{metric}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeOverride(
            Caller caller, @PathVariable("account_id") UUID account, @PathVariable String metric) {
        administer.removeOverride(caller, account, metric);
    }
}
