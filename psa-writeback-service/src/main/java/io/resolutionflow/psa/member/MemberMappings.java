package io.resolutionflow.psa.member;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connection.AfterConnectionTest;
import io.resolutionflow.psa.connection.PsaConnection;
import io.resolutionflow.psa.connector.PsaMember;
import io.resolutionflow.psa.member.MemberMappingStore.Row;
import io.resolutionflow.psa.session.Members;
import io.resolutionflow.psa.session.Members.Colleague;
import io.resolutionflow.psa.ticket.Lookups;
import io.resolutionflow.psa.ticket.OwnMember;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which user is which member of a ticketing system: matched by e-mail after each test of the
 * connection, or set by an owner or admin, which no matching overrides (contract-psa §4).
 */
@Service
public class MemberMappings implements AfterConnectionTest, OwnMember {

    private static final Logger log = LoggerFactory.getLogger(MemberMappings.class);
    private static final String BY_EMAIL = "email";
    private static final String BY_HAND = "manual";

    private final MemberMappingStore store;
    private final Members members;
    private final Lookups lookups;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    MemberMappings(
            MemberMappingStore store,
            Members members,
            Lookups lookups,
            TransactionTemplate transaction,
            AuditLog audit) {
        this.store = store;
        this.members = members;
        this.lookups = lookups;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** All enabled users, mapped or not. */
    public List<MemberMapping> of(PsaConnection connection) {
        List<Colleague> colleagues = members.enabled();
        Map<UUID, Row> rows = rows(connection.id());
        return colleagues.stream().map(user -> view(user, rows.get(user.id()))).toList();
    }

    /** The caller's own member id: the mapping, or else the same e-mail. */
    @Override
    public Optional<String> of(PsaConnection connection, Caller caller) {
        Optional<String> mapped =
                Objects.requireNonNull(
                        transaction.execute(
                                status -> store.memberOf(connection.id(), caller.userId())));
        return mapped.isPresent() ? mapped : byEmail(connection, caller.email());
    }

    private Optional<String> byEmail(PsaConnection connection, @Nullable String email) {
        return lookups.members(connection, false).items().stream()
                .filter(member -> member.email() != null && member.email().equalsIgnoreCase(email))
                .map(PsaMember::id)
                .findFirst();
    }

    /**
     * @param memberId null takes the mapping away
     * @throws DomainException 404 {@code not_found} for a user that is none of the account's
     *     enabled ones; 422 for a member the ticketing system does not have
     */
    public MemberMapping put(
            Caller caller, PsaConnection connection, UUID userId, @Nullable String memberId) {
        Colleague user =
                members.enabled().stream()
                        .filter(one -> one.id().equals(userId))
                        .findFirst()
                        .orElseThrow(DomainException::notFound);
        Row row = memberId == null ? null : chosen(connection, userId, memberId);
        transaction.executeWithoutResult(status -> {
            Row before = store.ofConnection(connection.id()).get(userId);
            if (row == null) {
                store.remove(connection.id(), userId);
            } else {
                store.put(connection.id(), row);
            }
            audit.record(
                    AuditLog.Actor.of(caller),
                    "connection.map_member",
                    "psa_connection",
                    connection.id(),
                    before,
                    row,
                    Map.of("user_id", userId));
        });
        return view(user, row);
    }

    private Row chosen(PsaConnection connection, UUID userId, String memberId) {
        return lookups.members(connection, false).items().stream()
                .filter(member -> member.id().equals(memberId))
                .findFirst()
                .map(member -> new Row(userId, member.id(), member.name(), BY_HAND))
                .orElseThrow(() ->
                        DomainException.invalid(
                                "external_member_id",
                                "unknown_value",
                                "The ticketing system has no such member."));
    }

    @Override
    public void tested(PsaConnection connection) {
        try {
            match(connection);
        } catch (DomainException e) {
            log.atInfo()
                    .addKeyValue("connection_id", connection.id())
                    .addKeyValue("code", e.code())
                    .log("members not matched, the next test does it");
        }
    }

    private void match(PsaConnection connection) {
        List<Colleague> colleagues = members.enabled();
        Map<String, PsaMember> byEmail =
                lookups.members(connection, true).items().stream()
                        .filter(member -> member.active() && member.email() != null)
                        .collect(
                                Collectors.toMap(
                                        member -> lower(Objects.requireNonNull(member.email())),
                                        Function.identity(),
                                        (one, other) -> one));
        transaction.executeWithoutResult(status -> {
            Map<UUID, Row> rows = store.ofConnection(connection.id());
            var taken =
                    rows.values().stream()
                            .filter(row -> row.matchedBy().equals(BY_HAND))
                            .map(Row::memberId)
                            .collect(Collectors.toSet());
            for (Colleague user : colleagues) {
                Row before = rows.get(user.id());
                PsaMember found = user.email() == null ? null : byEmail.get(lower(user.email()));
                boolean byHand = before != null && before.matchedBy().equals(BY_HAND);
                if (!byHand && found != null && !taken.contains(found.id())) {
                    store.put(
                            connection.id(),
                            new Row(user.id(), found.id(), found.name(), BY_EMAIL));
                }
            }
        });
    }

    private Map<UUID, Row> rows(UUID connection) {
        return Objects.requireNonNull(
                transaction.execute(status -> store.ofConnection(connection)));
    }

    private static MemberMapping view(Colleague user, @Nullable Row row) {
        return new MemberMapping(
                user.id(),
                user.name(),
                row == null ? null : row.memberId(),
                row == null ? null : row.name(),
                row == null ? null : row.matchedBy());
    }

    private static String lower(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
