package io.resolutionflow.l1walk.matching;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Durable orders for vectors: a row per flow, claimed with a lease across accounts, tried again
 * with growing pauses.
 */
@Repository
class IndexJobs {

    /** Subject of the texts that belong to no flow. */
    static final String NONE_TEXTS = "none-texts";

    /**
     * With the longest pause about a quarter of an hour: an AI gateway that starts late is waited
     * for.
     */
    private static final int TRIES = 20;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_DOUBLING = 6;

    private final JdbcClient jdbc;
    private final Clock clock;

    IndexJobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Job(UUID accountId, String subject, int versionNo, int attempts) {}

    /** Needs no bound account: the definer function gives ids only. */
    @Transactional
    List<Job> claim(int most) {
        return jdbc.sql("select * from claim_index_jobs(:n)")
                .param("n", most)
                .query(Job.class)
                .list();
    }

    /** Orders vectors of a version unless they were ordered already. */
    @Transactional
    void order(String subject, int versionNo) {
        jdbc.sql(
                        """
                        insert into index_job (account_id, subject, version_no, state, next_run_at) values (:account, :subject, :version, 'pending', now())
                        on conflict (account_id, subject) do update
                           set version_no = excluded.version_no, state = 'pending', attempts = 0, next_run_at = now(), lease_until = null
                         where index_job.version_no <> excluded.version_no or index_job.state = 'failed'
                        """)
                .param("account", TenantContext.required())
                .param("subject", subject)
                .param("version", versionNo)
                .update();
    }

    /** Orders vectors of a version that had them: the model may have been replaced since. */
    @Transactional
    void orderAgain(String subject) {
        jdbc.sql(
                        """
                        update index_job set state = 'pending', attempts = 0, next_run_at = now(), lease_until = null, error_code = null
                         where account_id = :account and subject = :subject
                        """)
                .param("account", TenantContext.required())
                .param("subject", subject)
                .update();
    }

    /**
     * Makes vectors of any other model due again, of all accounts, so many at a time; needs no
     * bound account.
     *
     * @return how many; 0 when there are no others left
     */
    @Transactional
    int renewOthers(Embedder.Model current, int most) {
        return jdbc.sql("select renew_index(:model, :version, :most)")
                .param("model", current.name())
                .param("version", current.version())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    @Transactional
    void done(Job job) {
        finish(job, "done", null, Duration.ZERO);
    }

    @Transactional
    void failed(Job job, String code) {
        boolean last = job.attempts() >= TRIES;
        finish(
                job,
                last ? "failed" : "pending",
                code,
                FIRST_PAUSE.multipliedBy(1L << Math.min(job.attempts(), LONGEST_DOUBLING)));
    }

    private void finish(Job job, String state, @Nullable String code, Duration pause) {
        jdbc.sql(
                        """
                        update index_job set state = :state, error_code = :code, lease_until = null, next_run_at = :next
                         where account_id = :account and subject = :subject and version_no = :version
                        """)
                .param("state", state)
                .param("code", code)
                .param("next", Timestamp.from(clock.instant().plus(pause)))
                .param("account", job.accountId())
                .param("subject", job.subject())
                .param("version", job.versionNo())
                .update();
    }
}
