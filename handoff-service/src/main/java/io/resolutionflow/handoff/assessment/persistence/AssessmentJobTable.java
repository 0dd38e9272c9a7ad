package io.resolutionflow.handoff.assessment.persistence;

import io.resolutionflow.handoff.assessment.AssessmentJobs;
import io.resolutionflow.handoff.handoff.AssessmentState;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Table {@code assessment_job}; a result counts only under the lease it was made with. */
@Repository
class AssessmentJobTable implements AssessmentJobs {

    private final JdbcClient jdbc;

    AssessmentJobTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void schedule(UUID handoffId, int generation) {
        jdbc.sql(
                        """
                        insert into assessment_job (account_id, handoff_id, generation) values (?, ?, ?)
                        on conflict (account_id, handoff_id, generation) do nothing
                        """)
                .params(TenantContext.required(), handoffId, generation)
                .update();
    }

    @Override
    @Transactional
    public List<Due> claim(UUID owner, int max, Duration lease) {
        return jdbc.sql("select * from claim_due_assessments(?, ?, ?)")
                .params(owner, max, (int) lease.toMillis())
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("handoff_id", UUID.class),
                                row.getInt("generation"),
                                row.getInt("attempts"),
                                row.getLong("lease_epoch")))
                .list();
    }

    @Override
    public boolean finish(
            Due job, AssessmentState state, @Nullable String result, @Nullable String error) {
        return jdbc.sql(
                                """
                                update assessment_job set state = :state, result = :result::jsonb, error_code = :error, finished_at = now(), lease_until = null
                                 where account_id = :account and handoff_id = :handoff and generation = :generation
                                   and state = 'running' and lease_epoch = :epoch
                                """)
                        .param("state", state.wire())
                        .param("result", result)
                        .param("error", error)
                        .param("account", TenantContext.required())
                        .param("handoff", job.handoffId())
                        .param("generation", job.generation())
                        .param("epoch", job.leaseEpoch())
                        .update()
                == 1;
    }

    @Override
    public boolean retry(Due job, Duration pause, String error) {
        return jdbc.sql(
                                """
                                update assessment_job
                                   set state = 'pending', error_code = :error, lease_until = null,
                                       next_attempt_at = now() + make_interval(secs => :pause)
                                 where account_id = :account and handoff_id = :handoff and generation = :generation
                                   and state = 'running' and lease_epoch = :epoch
                                """)
                        .param("error", error)
                        .param("pause", pause.toMillis() / 1000.0)
                        .param("account", TenantContext.required())
                        .param("handoff", job.handoffId())
                        .param("generation", job.generation())
                        .param("epoch", job.leaseEpoch())
                        .update()
                == 1;
    }

    @Override
    public void skip(UUID handoffId) {
        jdbc.sql(
                        """
                        update assessment_job set state = 'skipped', finished_at = now(), lease_until = null
                         where account_id = ? and handoff_id = ? and state in ('pending', 'running')
                        """)
                .params(TenantContext.required(), handoffId)
                .update();
    }
}
