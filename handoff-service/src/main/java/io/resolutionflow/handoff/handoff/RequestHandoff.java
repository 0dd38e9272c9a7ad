package io.resolutionflow.handoff.handoff;

import io.resolutionflow.handoff.handoff.SourceOwner.Handed;
import io.resolutionflow.handoff.handoff.SourceOwner.Wish;
import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.platform.crash.CrashPoint;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands an AI session on at its handler's wish (contract-handoffs §3, POST handoff). The id is
 * minted and stored first, the owner's transition is idempotent on it, the row follows: after a
 * crash anywhere the same key, or the event, completes it.
 */
@Service
public class RequestHandoff {

    private final Handoffs handoffs;
    private final MintedIds minted;
    private final SourceOwner owner;
    private final OpenHandoff opening;
    private final Directory directory;
    private final TransactionTemplate transaction;
    private final Ids ids;

    RequestHandoff(
            Handoffs handoffs,
            MintedIds minted,
            SourceOwner owner,
            OpenHandoff opening,
            Directory directory,
            TransactionTemplate transaction,
            Ids ids) {
        this.handoffs = handoffs;
        this.minted = minted;
        this.owner = owner;
        this.opening = opening;
        this.directory = directory;
        this.transaction = transaction;
        this.ids = ids;
    }

    /**
     * @param idempotencyKey the request's key, null without one
     */
    public Handoff request(
            UUID sessionId, Wish wish, Caller caller, @Nullable String idempotencyKey) {
        Person target = target(sessionId, wish.targetUserId(), caller);
        UUID id = mint(sessionId, wish, caller, idempotencyKey);
        Handed handed = owner.handOn(sessionId, id, wish);
        CrashPoint.hit("handoff.after-session-call");
        var request =
                new Request(
                        SourceKind.AI_SESSION,
                        sessionId,
                        null,
                        wish.intent(),
                        Origin.HANDOFF,
                        Request.reasonOf(wish.intent(), wish.reason(), wish.engineerNotes()),
                        null,
                        wish.engineerNotes(),
                        handed.originator(),
                        caller.actingAs(),
                        handed.teamId(),
                        handed.snapshot(),
                        handed.sourceSeq(),
                        handed.createdAt());
        Priority priority = wish.priority() == null ? Priority.NORMAL : wish.priority();
        opening.open(new NewHandoff(id, request, priority, target, null, handed.sessionStatus()));
        CrashPoint.hit("handoff.after-insert-commit");
        return Objects.requireNonNull(
                transaction.execute(status -> handoffs.find(id).orElseThrow()));
    }

    private @Nullable Person target(UUID sessionId, @Nullable UUID targetId, Caller caller) {
        if (targetId == null) {
            return null;
        }
        // before anything is said about the target: who may not hand this session on learns nothing
        // else
        owner.requireHandler(sessionId);
        if (targetId.equals(caller.userId())) {
            throw DomainException.unprocessable(
                    "target_is_self", "Choose a colleague; this is already yours.");
        }
        Member member = directory.requireEligible(targetId);
        return new Person(member.id(), member.name());
    }

    private UUID mint(UUID sessionId, Wish wish, Caller caller, @Nullable String idempotencyKey) {
        UUID fresh = ids.next();
        if (idempotencyKey == null) {
            return fresh;
        }
        return Objects.requireNonNull(
                transaction.execute(status ->
                        minted.keep(
                                caller.userId(), sessionId, idempotencyKey, digest(wish), fresh)));
    }

    private static String digest(Wish wish) {
        try {
            byte[] bytes = wish.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
