package io.resolutionflow.handoff.notification;

import io.resolutionflow.handoff.member.Directory;
import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads and changes what an account chose; a change is a merge and is audited. */
@Service
public class EditSettings {

    private final Choices choices;
    private final Directory directory;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    EditSettings(
            Choices choices, Directory directory, AuditLog audit, TransactionTemplate transaction) {
        this.choices = choices;
        this.directory = directory;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Null keeps what is there. */
    public record Change(
            @Nullable List<UUID> l1RecipientIds, @Nullable Integer collapseWindowSeconds) {}

    public NotificationSettings read() {
        return Objects.requireNonNull(transaction.execute(status -> choices.settings()));
    }

    /**
     * @throws DomainException 422 {@code target_not_eligible} naming every element that is no
     *     enabled engineer of the account
     */
    public NotificationSettings change(Change change, Caller caller) {
        if (change.l1RecipientIds() != null) {
            requireEligible(change.l1RecipientIds());
        }
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    NotificationSettings before = choices.lockSettings();
                    var after =
                            new NotificationSettings(
                                    change.l1RecipientIds() == null
                                            ? before.l1RecipientIds()
                                            : change.l1RecipientIds(),
                                    change.collapseWindowSeconds() == null
                                            ? before.collapseWindowSeconds()
                                            : change.collapseWindowSeconds());
                    choices.save(after);
                    audit.record(
                            Actor.of(caller),
                            "settings.update",
                            "notification_settings",
                            caller.account(),
                            before,
                            after,
                            Map.of());
                    return after;
                }));
    }

    private void requireEligible(List<UUID> ids) {
        // looked up outside the transaction: somebody never seen needs the registry
        var wrong = new ArrayList<Map<String, String>>();
        for (int i = 0; i < ids.size(); i++) {
            if (directory.find(ids.get(i)).filter(Member::canClaim).isEmpty()) {
                var entry = new LinkedHashMap<String, String>();
                entry.put("field", "l1_recipient_ids[" + i + "]");
                entry.put("code", "target_not_eligible");
                entry.put("message", "Choose an engineer of your account.");
                wrong.add(entry);
            }
        }
        if (!wrong.isEmpty()) {
            throw DomainException.unprocessable(
                            "target_not_eligible", "Choose engineers of your account.")
                    .with("errors", wrong);
        }
    }
}
