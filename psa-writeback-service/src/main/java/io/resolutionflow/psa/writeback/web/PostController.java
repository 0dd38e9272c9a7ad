package io.resolutionflow.psa.writeback.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.writeback.PostRequest;
import io.resolutionflow.psa.writeback.PostText;
import io.resolutionflow.psa.writeback.RetryWriteback;
import io.resolutionflow.psa.writeback.Writeback;
import io.resolutionflow.psa.writeback.WritebackKind;
import io.resolutionflow.psa.writeback.Writebacks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Posting and repeating (contract-psa §7, §10). */
@RestController
@RequestMapping("/api/v1/ai-sessions/{sessionId}")
@Requires(Gate.ENGINEER)
class PostController {

    private static final int LONGEST_MARKDOWN = 60_000;

    private final PostText post;
    private final RetryWriteback retry;
    private final Writebacks writebacks;

    PostController(PostText post, RetryWriteback retry, Writebacks writebacks) {
        this.post = post;
        this.retry = retry;
        this.writebacks = writebacks;
    }

    record NoteRequest(
            @NotNull String markdown,
            @Nullable @Size(max = 500) String resolutionSummary,
            @Nullable @Pattern(regexp = "customer|internal") String visibility,
            @Nullable Long stateVersion) {}

    record PackageRequest(
            @NotNull String markdown,
            @Nullable @Size(max = 500) String escalationReason,
            @Nullable UUID targetUserId,
            @Nullable @Pattern(regexp = "low|normal|high|urgent") String priority,
            @Nullable Long stateVersion) {}

    @PostMapping("/resolution-note/post")
    PostAnswer note(
            Caller caller, @PathVariable UUID sessionId, @Valid @RequestBody NoteRequest request) {
        var wanted =
                new PostRequest(
                        markdown(request.markdown()),
                        request.resolutionSummary(),
                        null,
                        null,
                        request.visibility(),
                        request.stateVersion());
        return answer(post.post(caller, sessionId, WritebackKind.RESOLUTION_NOTE, wanted));
    }

    @PostMapping("/escalation-package/post")
    PostAnswer escalation(
            Caller caller,
            @PathVariable UUID sessionId,
            @Valid @RequestBody PackageRequest request) {
        String markdown = markdown(request.markdown());
        if (caller.userId().equals(request.targetUserId())) {
            throw DomainException.unprocessable(
                            "target_is_self", "You cannot hand the session over to yourself.")
                    .with("field", "target_user_id");
        }
        var wanted =
                new PostRequest(
                        markdown,
                        request.escalationReason(),
                        request.targetUserId(),
                        request.priority(),
                        null,
                        request.stateVersion());
        return answer(post.post(caller, sessionId, WritebackKind.ESCALATION_PACKAGE, wanted));
    }

    @PostMapping("/retry-psa-push")
    RetryAnswer retry(Caller caller, @PathVariable UUID sessionId) {
        return RetryAnswer.of(retry.ofSession(caller, sessionId));
    }

    private PostAnswer answer(Writeback done) {
        return PostAnswer.of(done, writebacks.parts(done.id()).size());
    }

    /** Only white space is the caller's mistake, never a fault of ours (KD-32). */
    private static String markdown(String typed) {
        String trimmed = typed.strip();
        if (PostRequest.saysNothing(trimmed)) {
            throw DomainException.invalid(
                    "markdown", "blank", "Write something: the text is empty.");
        }
        if (trimmed.length() > LONGEST_MARKDOWN) {
            throw DomainException.invalid(
                    "markdown", "too_long", "The text is longer than 60,000 characters.");
        }
        return trimmed;
    }
}
