package io.resolutionflow.aigateway.ledger;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;
import static io.resolutionflow.aigateway.sql.Rows.uuidOrNull;

import io.resolutionflow.aigateway.ledger.RerateAccount.Outcome;
import io.resolutionflow.aigateway.ledger.RerateAccount.Spec;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Re-rating over all accounts, account by account, each in its own context: looked at at once, or
 * applied by a job that goes on after a crash where it was (contract-ai §2.4, §6.5).
 */
@Service
public class RerateJobs {

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RerateAccount rerate;
    private final Ids ids;

    RerateJobs(JdbcClient jdbc, TransactionTemplate transaction, RerateAccount rerate, Ids ids) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rerate = rerate;
        this.ids = ids;
    }

    public record Preview(long requests, long accounts, long oldMicros, long newMicros) {}

    private record Job(UUID id, Spec spec, UUID by, @Nullable UUID cursor) {}

    /** What it would change; nothing is written. */
    public Preview preview(Spec spec) {
        Outcome sum = Outcome.NONE;
        long accounts = 0;
        UUID cursor = null;
        while (true) {
            List<UUID> some = accounts(spec, cursor);
            for (UUID account : some) {
                Outcome one = inAccount(account, () -> rerate.rerate(account, spec, null));
                sum = sum.plus(one);
                accounts += one.requests() > 0 ? 1 : 0;
            }
            if (some.size() < AT_ONCE) {
                return new Preview(sum.requests(), accounts, sum.oldMicros(), sum.newMicros());
            }
            cursor = some.getLast();
        }
    }

    /**
     * @throws DomainException 409 {@code rerate_running} while one of the model is under way
     */
    public UUID begin(Spec spec, UUID by) {
        UUID id = ids.next();
        try {
            transaction.executeWithoutResult(status ->
                    jdbc.sql(
                                    """
                                    insert into rerate_job (id, endpoint, model, from_at, to_at, created_by)
                                    values (:id, :endpoint, :model, :from, :to, :by)
                                    """)
                            .param("id", id)
                            .param("endpoint", spec.endpoint())
                            .param("model", spec.model())
                            .param("from", utc(spec.from()))
                            .param("to", utc(spec.to()))
                            .param("by", by)
                            .update());
        } catch (DuplicateKeyException e) {
            throw DomainException.conflict(
                    "rerate_running", "This model is being priced again already.");
        }
        return id;
    }

    @Scheduled(fixedDelay = 2_000)
    public void work() {
        while (running().map(this::step).orElse(false)) {
            // until nothing is left
        }
    }

    private Optional<Job> running() {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql(
                                        "select * from rerate_job where state = 'running' order by created_at limit 1")
                                .query((row, n) ->
                                        new Job(
                                                uuid(row, "id"),
                                                new Spec(
                                                        row.getString("endpoint"),
                                                        row.getString("model"),
                                                        instant(row, "from_at"),
                                                        instant(row, "to_at")),
                                                uuid(row, "created_by"),
                                                uuidOrNull(row, "cursor")))
                                .optional()));
    }

    /** One account further, or the end. The cursor moves in the transaction of the effect. */
    private boolean step(Job job) {
        List<UUID> next = accounts(job.spec(), job.cursor());
        if (next.isEmpty()) {
            transaction.executeWithoutResult(status ->
                    jdbc.sql(
                                    "update rerate_job set state = 'done', ended_at = now() where id = :id and state = 'running'")
                            .param("id", job.id())
                            .update());
            return true;
        }
        UUID account = next.getFirst();
        return inAccount(account, () -> apply(job, account));
    }

    private boolean apply(Job job, UUID account) {
        int mine =
                jdbc.sql(
                                """
                                update rerate_job set cursor = :account
                                 where id = :id and state = 'running' and cursor is not distinct from :cursor::uuid
                                """)
                        .param("account", account)
                        .param("id", job.id())
                        .param("cursor", job.cursor())
                        .update();
        if (mine == 0) {
            // another replica took this step
            return true;
        }
        Outcome outcome = rerate.rerate(account, job.spec(), job.by());
        jdbc.sql(
                        """
                        update rerate_job set requests = requests + :requests, accounts = accounts + :accounts,
                               old_micros = old_micros + :old, new_micros = new_micros + :new
                         where id = :id
                        """)
                .param("requests", outcome.requests())
                .param("accounts", outcome.requests() > 0 ? 1 : 0)
                .param("old", outcome.oldMicros())
                .param("new", outcome.newMicros())
                .param("id", job.id())
                .update();
        return true;
    }

    // no account is bound here: the definer function hands out ids alone
    private List<UUID> accounts(Spec spec, @Nullable UUID after) {
        return Objects.requireNonNull(
                transaction.execute(status ->
                        jdbc.sql(
                                        """
                                        select account_id from claim_rerate_accounts(:endpoint, :model, :from, :to, :after::uuid, :limit)
                                        """)
                                .param("endpoint", spec.endpoint())
                                .param("model", spec.model())
                                .param("from", utc(spec.from()))
                                .param("to", utc(spec.to()))
                                .param("after", after)
                                .param("limit", AT_ONCE)
                                .query(UUID.class)
                                .list()));
    }

    private <T> T inAccount(UUID account, java.util.function.Supplier<T> work) {
        return TenantContext.call(
                account, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
