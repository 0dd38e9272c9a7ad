package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.aigateway.completion.AnswerListener;
import io.resolutionflow.aigateway.completion.CheckQuota;
import io.resolutionflow.aigateway.completion.CheckQuota.Advice;
import io.resolutionflow.aigateway.completion.CompleteTask;
import io.resolutionflow.aigateway.completion.CompletionCommand;
import io.resolutionflow.aigateway.completion.DescribeRoute;
import io.resolutionflow.aigateway.completion.DescribeRoute.Route;
import io.resolutionflow.contracts.ai.AiCalls.Completion;
import io.resolutionflow.contracts.ai.AiTask;
import io.resolutionflow.contracts.ai.AiTask.Phase;
import io.resolutionflow.contracts.ai.AiTask.Tier;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.InternalApi;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Model calls of other services (contract-ai §3). */
@RestController
@RequestMapping("/internal/v1/ai")
@InternalApi
class CompletionController {

    private final CompletionShape shape;
    private final CompleteTask completeTask;
    private final StreamedCompletions streamed;
    private final CheckQuota checkQuota;
    private final DescribeRoute describeRoute;

    CompletionController(
            CompletionShape shape,
            CompleteTask completeTask,
            StreamedCompletions streamed,
            CheckQuota checkQuota,
            DescribeRoute describeRoute) {
        this.shape = shape;
        this.completeTask = completeTask;
        this.streamed = streamed;
        this.checkQuota = checkQuota;
        this.describeRoute = describeRoute;
    }

    record QuotaQuestion(@Nullable String task, @Nullable String phase) {}

    /** Whole, or as a stream of events when {@code Accept} says so; the latter writes by itself. */
    @PostMapping(
            path = "/completions",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable ResponseEntity<Completion> complete(
            Caller caller,
            @AuthenticationPrincipal Jwt token,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept,
            @RequestBody CompletionBody body,
            HttpServletRequest request,
            HttpServletResponse response) {
        // a service may act with its own token as long as it likes: only a person's ends the call
        var expiry = caller.isService() ? null : token.getExpiresAt();
        boolean streams = StreamedCompletions.wanted(accept);
        CompletionCommand command = shape.command(key, body, expiry);
        if (streams) {
            if (command.responseSchema() != null) {
                throw DomainException.unprocessable(
                        "stream_with_schema", "An answer with a schema comes whole, not streamed.");
            }
            streamed.serve(caller, command, request, response);
            return null;
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(completeTask.complete(caller, command, AnswerListener.NONE));
    }

    @PostMapping("/quota/check")
    Advice quota(Caller caller, @RequestBody QuotaQuestion question) {
        AiTask task = CompletionShape.task(question.task());
        if (question.phase() != null
                && !question.phase().equals("start")
                && !question.phase().equals("continue")) {
            throw DomainException.invalid("phase", "unknown_value", "Use start or continue.");
        }
        boolean start =
                question.phase() == null
                        ? task.phase() != Phase.CONTINUE
                        : question.phase().equals("start");
        return checkQuota.check(caller.account(), task, start, caller.isSuperAdmin());
    }

    @GetMapping("/route")
    Route route(
            Caller caller,
            @RequestParam String task,
            @RequestParam(required = false) @Nullable String tier) {
        if (task.equals("embed")) {
            return describeRoute.ofEmbeddings();
        }
        return describeRoute.of(
                caller.account(), CompletionShape.task(task), tier == null ? null : tier(tier));
    }

    private static Tier tier(String name) {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier.wireName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        DomainException.invalid(
                                "tier", "unknown_value", "Use fast, standard or deep."));
    }
}
