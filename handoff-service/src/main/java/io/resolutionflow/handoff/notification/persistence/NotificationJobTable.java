package io.resolutionflow.handoff.notification.persistence;

import io.resolutionflow.handoff.channel.EventKey;
import io.resolutionflow.handoff.notification.NotificationJobs;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code notification_job}. */
@Repository
class NotificationJobTable implements NotificationJobs {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NotificationJobTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void add(Job job) {
        jdbc.sql(
                        """
                        insert into notification_job (account_id, id, event, subject_type, subject_id, generation, payload)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb) on conflict (account_id, event, subject_id, generation) do nothing
                        """)
                .params(
                        TenantContext.required(),
                        job.id(),
                        job.event(),
                        job.subjectType(),
                        job.subjectId(),
                        job.generation(),
                        json.writeValueAsString(job.payload()))
                .update();
    }

    @Override
    @Transactional
    public List<Due> claim(int max, Duration lease) {
        return jdbc.sql("select * from claim_due_notification_jobs(?, ?)")
                .params(max, (int) lease.toMillis())
                .query((row, n) ->
                        new Due(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class)))
                .list();
    }

    @Override
    public Optional<Job> lockPending(UUID id) {
        return jdbc.sql(
                        "select * from notification_job where account_id = ? and id = ? and state = 'pending' for update")
                .params(TenantContext.required(), id)
                .query((row, n) ->
                        new Job(
                                id,
                                row.getString("event"),
                                row.getString("subject_type"),
                                row.getObject("subject_id", UUID.class),
                                row.getInt("generation"),
                                json.readTree(row.getString("payload"))))
                .optional();
    }

    @Override
    public void done(UUID id) {
        jdbc.sql("update notification_job set state = 'done' where account_id = ? and id = ?")
                .params(TenantContext.required(), id)
                .update();
    }

    @Override
    public void cancel(UUID subjectId, List<EventKey> events) {
        jdbc.sql(
                        """
                        update notification_job set state = 'cancelled'
                         where account_id = ? and subject_id = ? and event = any (?) and state = 'pending'
                        """)
                .params(
                        TenantContext.required(),
                        subjectId,
                        events.stream().map(EventKey::wire).toArray(String[]::new))
                .update();
    }
}
