package io.resolutionflow.l1walk.learning;

import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Durable orders to learn: one row per source, written in the transaction that closes it, claimed
 * with a lease across accounts, five tries (contract-l1 §10.2).
 */
@Repository
public class LearningJobs {

    public static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    LearningJobs(JdbcClient jdbc, JsonMapper json, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** What was closed. */
    public enum Source {
        WALK,
        SESSION,
        INTAKE;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public record Job(UUID accountId, UUID id, Source source, UUID sourceId, int attempts) {}

    /**
     * Once per source; a walk closed again after it was reopened is looked at again.
     *
     * @param payload what the event said, for sources that are not stored here
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void order(Source source, UUID sourceId, @Nullable Object payload) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into flywheel_job (account_id, id, source_kind, source_id, payload, state, next_run_at, created_at)
                        values (:account, :id, :kind, :source, :payload::jsonb, 'pending', :at, :at)
                        on conflict (account_id, source_kind, source_id) do update
                           set state = 'pending', attempts = 0, next_run_at = excluded.next_run_at, lease_until = null, verdict = null,
                               reason = null, error_code = null, finished_at = null
                         where flywheel_job.state in ('done', 'failed') and excluded.source_kind = 'walk'
                        """)
                .param("account", TenantContext.required())
                .param("id", ids.next())
                .param("kind", source.wireName())
                .param("source", sourceId)
                .param("payload", payload == null ? null : json.writeValueAsString(payload))
                .param("at", Timestamp.from(now))
                .update();
    }

    /** Needs no bound account: the definer function gives ids only. */
    @Transactional
    public List<Job> claim(int most) {
        return jdbc.sql("select * from claim_flywheel_jobs(:n)")
                .param("n", most)
                .query((rs, n) ->
                        new Job(
                                rs.getObject("account_id", UUID.class),
                                rs.getObject("id", UUID.class),
                                Source.valueOf(
                                        rs.getString("source_kind")
                                                .toUpperCase(java.util.Locale.ROOT)),
                                rs.getObject("source_id", UUID.class),
                                rs.getInt("attempts")))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<JsonNode> payload(Job job) {
        return jdbc.sql("select payload from flywheel_job where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", job.id())
                .query((rs, n) -> Optional.ofNullable(rs.getString("payload")))
                .optional()
                .flatMap(found -> found)
                .map(json::readTree);
    }

    /** In the transaction of what was learnt: no job's effect twice. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void done(Job job, String verdict, @Nullable String reason) {
        finish(job, "done", verdict, reason, null, Duration.ZERO);
    }

    /** Tried again with growing pauses, five times in all. */
    @Transactional
    public void failed(Job job, String code) {
        boolean last = job.attempts() >= TRIES;
        finish(
                job,
                last ? "failed" : "pending",
                null,
                null,
                code,
                FIRST_PAUSE.multipliedBy(1L << (2 * Math.min(job.attempts(), TRIES) - 2)));
    }

    private void finish(
            Job job,
            String state,
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String error,
            Duration pause) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        update flywheel_job set state = :state, verdict = :verdict, reason = :reason, error_code = :error, lease_until = null,
                               next_run_at = :next, finished_at = case when :state::text = 'pending' then null else :at::timestamptz end
                         where account_id = :account and id = :id
                        """)
                .param("state", state)
                .param("verdict", verdict)
                .param("reason", reason)
                .param("error", error)
                .param("next", Timestamp.from(now.plus(pause)))
                .param("at", Timestamp.from(now))
                .param("account", TenantContext.required())
                .param("id", job.id())
                .update();
    }
}
