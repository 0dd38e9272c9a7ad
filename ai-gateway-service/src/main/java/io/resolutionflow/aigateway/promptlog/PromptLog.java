package io.resolutionflow.aigateway.promptlog;

import io.resolutionflow.aigateway.plan.Entitlement;
import io.resolutionflow.aigateway.provider.Egress;
import io.resolutionflow.aigateway.sql.Rows;
import io.resolutionflow.contracts.ai.AiCalls.Message;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.secret.Vault;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Off, unless owner or administrator of the account switched it on for a few days: then messages
 * and answer of each request, redacted as {@code strict} and sealed, are kept for seven days. Every
 * read is audited; nothing of it is ever in a log line.
 */
@Service
public class PromptLog {

    private static final Logger log = LoggerFactory.getLogger(PromptLog.class);
    private static final Duration KEPT = Duration.ofDays(7);

    private final Egress egress;
    private final Vault vault;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    PromptLog(
            Egress egress,
            Vault vault,
            AuditLog audit,
            JdbcClient jdbc,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.egress = egress;
        this.vault = vault;
        this.audit = audit;
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
    }

    /** A message's texts, without what its images showed. */
    public record LoggedMessage(String role, String text) {}

    public record Entry(List<LoggedMessage> messages, String answer, Instant expiresAt) {}

    private record Content(List<LoggedMessage> messages, String answer) {}

    /** Never costs the answer: what cannot be logged is left out. */
    public void record(
            Entitlement entitlement, UUID requestId, List<Message> messages, String answer) {
        Instant until = entitlement.setting().promptLogUntil();
        if (until == null || !until.isAfter(entitlement.asOf())) {
            return;
        }
        try {
            UUID account = TenantContext.required();
            byte[] sealed =
                    vault.seal(
                                    owner(account, requestId),
                                    json.writeValueAsBytes(content(messages, answer)))
                            .ciphertext();
            transaction.executeWithoutResult(status ->
                    jdbc.sql(
                                    """
                                    insert into prompt_log (account_id, request_id, content, expires_at)
                                    values (:account, :request, :content, now() + :kept * interval '1 second')
                                    on conflict do nothing
                                    """)
                            .param("account", account)
                            .param("request", requestId)
                            .param("content", sealed)
                            .param("kept", KEPT.toSeconds())
                            .update());
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("request_id", requestId)
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("prompt not logged");
        }
    }

    private Content content(List<Message> messages, String answer) {
        var session = egress.open("strict");
        var logged = new ArrayList<LoggedMessage>();
        for (Message message : messages) {
            var text = new StringBuilder();
            message.parts()
                    .forEach(part ->
                            text.append(
                                    part.text() == null ? "[image]" : session.redact(part.text())));
            logged.add(new LoggedMessage(message.role(), text.toString()));
        }
        return new Content(logged, session.redact(answer));
    }

    /** Null when nothing was logged, or it is past its time. Looking at it is audited. */
    @Transactional
    public @Nullable Entry read(Caller reader, UUID requestId) {
        UUID account = reader.account();
        var found =
                jdbc.sql(
                                """
                                select content, expires_at from prompt_log
                                 where account_id = :account and request_id = :request and expires_at > now()
                                """)
                        .param("account", account)
                        .param("request", requestId)
                        .query((row, n) ->
                                Map.entry(row.getBytes("content"), Rows.instant(row, "expires_at")))
                        .optional();
        if (found.isEmpty()) {
            return null;
        }
        audit.record(Actor.of(reader), "ai.prompt_log.read", "ai_request", requestId, Map.of());
        byte[] plain = vault.open(owner(account, requestId), found.get().getKey());
        Content content = json.readValue(plain, Content.class);
        return new Entry(content.messages(), content.answer(), found.get().getValue());
    }

    private static String owner(UUID account, UUID requestId) {
        return "prompt_log|content|" + account + "|" + requestId;
    }
}
