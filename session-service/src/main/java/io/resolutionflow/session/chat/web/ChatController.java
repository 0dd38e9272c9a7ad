package io.resolutionflow.session.chat.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.session.chat.ChatTurn;
import io.resolutionflow.session.chat.TurnAnswer;
import io.resolutionflow.session.session.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** POST S/{id}/chat (contract-sessions §4.1). */
@RestController
class ChatController {

    private final ChatTurn chat;

    ChatController(ChatTurn chat) {
        this.chat = chat;
    }

    record ChatRequest(
            @Size(max = 16_000) @Nullable String message,
            @Size(max = 10) @Nullable List<@NotNull UUID> uploadIds,
            @Size(max = 20) @Nullable List<@NotNull UUID> submitItemIds,
            @Nullable UUID retryMessageId,
            @Nullable Boolean allowOffline) {

        boolean saysSomething() {
            return message != null && !message.isBlank();
        }

        boolean submitsSomething() {
            return submitItemIds != null && !submitItemIds.isEmpty();
        }
    }

    @PostMapping("/api/v1/ai-sessions/{id}/chat")
    @Requires(Gate.ENGINEER)
    TurnAnswer chat(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ChatRequest request) {
        return chat.chat(Actor.of(caller), id, request(request, key, null));
    }

    @PostMapping("/api/v1/ai-sessions/{id}/branches/{branchId}/message")
    @Requires(Gate.ENGINEER)
    TurnAnswer message(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID branchId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ChatRequest request) {
        return chat.chat(Actor.of(caller), id, request(request, key, branchId));
    }

    private static ChatTurn.Request request(
            ChatRequest request, @Nullable String key, @Nullable UUID branchId) {
        boolean retry = request.retryMessageId() != null;
        if (retry && request.saysSomething()) {
            throw DomainException.invalid(
                    "message",
                    "not_allowed",
                    "A message that is tried again is sent without a new text.");
        }
        if (!retry && !request.saysSomething() && !request.submitsSomething()) {
            throw DomainException.invalid(
                    "message",
                    "required",
                    "Write a message, or send answers from the task lane along.");
        }
        return new ChatTurn.Request(
                request.message(),
                request.submitItemIds() == null ? List.of() : request.submitItemIds(),
                request.uploadIds() == null ? List.of() : request.uploadIds(),
                request.retryMessageId(),
                Boolean.TRUE.equals(request.allowOffline()),
                key,
                branchId);
    }
}
