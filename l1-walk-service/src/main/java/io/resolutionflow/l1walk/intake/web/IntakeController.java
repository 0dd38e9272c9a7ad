package io.resolutionflow.l1walk.intake.web;

import io.resolutionflow.l1walk.flow.FlowCategories;
import io.resolutionflow.l1walk.intake.Decision.Outcome;
import io.resolutionflow.l1walk.intake.Decision.Reason;
import io.resolutionflow.l1walk.intake.IntakeCommand;
import io.resolutionflow.l1walk.intake.IntakeRecords;
import io.resolutionflow.l1walk.intake.TakeCall;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.l1walk.walk.WalkActor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Intake and the demand it leaves (contract-l1 §2). */
@RestController
@RequestMapping("/api/v1/l1")
class IntakeController {

    private static final int MOST_REJECTED = 10;
    private static final Set<String> OUTCOMES = names(Outcome.values(), Outcome::wireName);
    private static final Set<String> REASONS = names(Reason.values(), Reason::wireName);

    private final TakeCall taking;
    private final IntakeRecords records;
    private final FlowCategories categories;

    IntakeController(TakeCall taking, IntakeRecords records, FlowCategories categories) {
        this.taking = taking;
        this.records = records;
        this.categories = categories;
    }

    record IntakeRequest(
            @Nullable String problemStatement,
            @Nullable String customerName,
            @Nullable String customerContact,
            @Nullable UUID flowId,
            @Nullable UUID flowProposalId,
            @Nullable Boolean adhoc,
            @Nullable Boolean forceBuild,
            @Nullable List<@Nullable UUID> rejectedFlowIds,
            @Nullable UUID followsIntakeId,
            @Nullable UUID ticketId,
            @Nullable String psaTicketId,
            @Nullable UUID psaConnectionId) {

        IntakeCommand command() {
            var fields = new RequestFields();
            List<@Nullable UUID> named = rejectedFlowIds == null ? List.of() : rejectedFlowIds;
            List<UUID> rejected = named.stream().filter(Objects::nonNull).distinct().toList();
            fields.require(
                    named.stream().noneMatch(Objects::isNull),
                    "rejected_flow_ids",
                    "required",
                    "Each of them is the id of a flow.");
            fields.require(
                    named.size() <= MOST_REJECTED,
                    "rejected_flow_ids",
                    "too_long",
                    "At most " + MOST_REJECTED + " flows.");
            String psaTicket = fields.optional("psa_ticket_id", psaTicketId, 64);
            fields.require(
                    psaTicket == null || ticketId == null,
                    "psa_ticket_id",
                    "not_allowed",
                    "Name either an internal ticket or one of the PSA.");
            var command =
                    new IntakeCommand(
                            fields.required("problem_statement", problemStatement, 4_000),
                            fields.optional("customer_name", customerName, 200),
                            fields.optional("customer_contact", customerContact, 200),
                            flowId,
                            flowProposalId,
                            Boolean.TRUE.equals(adhoc),
                            Boolean.TRUE.equals(forceBuild),
                            rejected,
                            followsIntakeId,
                            ticketId,
                            psaTicket,
                            psaConnectionId);
            fields.check();
            return command;
        }
    }

    @PostMapping("/intake")
    @Requires(Gate.L1)
    IntakeAnswer intake(@RequestBody IntakeRequest request, Caller caller) {
        return IntakeAnswer.of(taking.take(request.command(), WalkActor.of(caller)));
    }

    @GetMapping("/demand")
    @Requires(Gate.ENGINEER)
    ResponseEntity<List<IntakeRecords.Demand>> demand(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Boolean unmet,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer skip,
            Caller caller) {
        var fields = new RequestFields();
        var filter =
                new IntakeRecords.Filter(
                        fields.oneOf("outcome", outcome, OUTCOMES),
                        fields.oneOf("reason", reason, REASONS),
                        categories.ofCalls(fields, category),
                        fields.time("from", from),
                        fields.time("to", to),
                        unmet == null || unmet);
        fields.check();
        var page =
                PageQuery.of(
                        limit,
                        cursor,
                        skip,
                        50,
                        100,
                        "demand|" + caller.account() + caller.userId() + filter);
        return page.respond(
                records.demand(filter, page), row -> new Keyset(row.createdAt(), row.intakeId()));
    }

    private static <T> Set<String> names(T[] all, Function<T, String> name) {
        return Arrays.stream(all).map(name).collect(Collectors.toUnmodifiableSet());
    }
}
