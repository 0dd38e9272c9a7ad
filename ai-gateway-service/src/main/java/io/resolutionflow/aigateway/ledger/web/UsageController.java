package io.resolutionflow.aigateway.ledger.web;

import io.resolutionflow.aigateway.ledger.SummarizeUsage;
import io.resolutionflow.aigateway.ledger.SummarizeUsage.Summary;
import io.resolutionflow.aigateway.ledger.UsageFilter;
import io.resolutionflow.aigateway.ledger.UsageGroups;
import io.resolutionflow.aigateway.ledger.UsageReports;
import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.promptlog.PromptLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger for owners and administrators of the account (contract-ai §2.1). */
@RestController
@RequestMapping("/api/v1/ai/usage")
@Requires(Gate.OWNER_ADMIN)
class UsageController {

    private static final MediaType JSON = MediaType.APPLICATION_JSON;
    private static final MediaType CSV = MediaType.parseMediaType(UsageCsv.MEDIA_TYPE);
    private static final int DEFAULT_ROWS = 50;
    private static final int MOST_ROWS = 200;

    private final UsageReports reports;
    private final UsageGroups groups;
    private final SummarizeUsage summarize;
    private final Entitlements entitlements;
    private final PromptLog promptLog;

    UsageController(
            UsageReports reports,
            UsageGroups groups,
            SummarizeUsage summarize,
            Entitlements entitlements,
            PromptLog promptLog) {
        this.reports = reports;
        this.groups = groups;
        this.summarize = summarize;
        this.entitlements = entitlements;
        this.promptLog = promptLog;
    }

    /** A format outweighs what is accepted; null when the answer is written already. */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, UsageCsv.MEDIA_TYPE})
    @Nullable ResponseEntity<?> list(
            Caller caller,
            UsageQuery query,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip)
            throws IOException {
        if (isCsv(format, accept)) {
            csv(caller, query, response);
            return null;
        }
        Entitlement entitlement = entitlements.of(caller.account());
        UsageFilter filter = query.filter(caller.account(), entitlement);
        List<UsageGroups.Key> keys = query.keys();
        var page =
                PageQuery.of(limit, cursor, skip, DEFAULT_ROWS, MOST_ROWS, binding(caller, query));
        if (keys.isEmpty()) {
            return page.respond(
                    reports.rows(filter, page),
                    row -> new Keyset(row.createdAt(), row.requestId()));
        }
        List<Map<String, @Nullable Object>> found =
                groups.groups(
                        filter, keys, entitlement.setting().timeZone(), page.limit(), page.skip());
        return ResponseEntity.ok(found);
    }

    private static boolean isCsv(@Nullable String format, @Nullable String accept) {
        if (format == null || format.isEmpty()) {
            return accept != null
                    && MediaType.parseMediaTypes(accept).stream()
                            .sorted(
                                    Comparator.comparingDouble(MediaType::getQualityValue)
                                            .reversed())
                            .filter(type -> type.includes(CSV) || type.includes(JSON))
                            .findFirst()
                            .filter(type -> !type.includes(JSON))
                            .isPresent();
        }
        if (!format.equals("csv") && !format.equals("json")) {
            throw DomainException.invalid("format", "unknown_value", "Use json or csv.");
        }
        return format.equals("csv");
    }

    private void csv(Caller caller, UsageQuery query, HttpServletResponse response)
            throws IOException {
        UsageFilter filter = query.filter(caller.account(), entitlements.of(caller.account()));
        if (reports.count(filter) > UsageCsv.MOST_ROWS) {
            throw DomainException.unprocessable(
                    "range_too_large",
                    "This is more than 100,000 rows. Choose a shorter range or a narrower filter.");
        }
        new UsageCsv(reports).write(filter, response);
    }

    @GetMapping("/summary")
    Summary summary(Caller caller, UsageQuery query) {
        Entitlement entitlement = entitlements.of(caller.account());
        return summarize.of(query.filter(caller.account(), entitlement), entitlement);
    }

    @GetMapping("/{request_id}")
    UsageDetailView one(Caller caller, @PathVariable("request_id") UUID requestId) {
        return reports.find(caller.account(), requestId)
                .map(detail -> UsageDetailView.of(detail, promptLog.read(caller, requestId)))
                .orElseThrow(DomainException::notFound);
    }

    private static String binding(Caller caller, UsageQuery query) {
        return caller.account() + "/" + caller.userId() + "/usage/" + query;
    }
}
