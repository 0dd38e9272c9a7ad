package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.rows.Columns.at;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Parts and attempts of a write-back, always of the bound account. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class WritebackDetailStore {

    private final JdbcClient jdbc;

    WritebackDetailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<NotePart> parts(UUID writeback) {
        return jdbc.sql(
                        "select * from writeback_part where account_id = :account and writeback_id = :id order by part_no")
                .param("account", TenantContext.required())
                .param("id", writeback)
                .query((row, n) -> {
                    var c = new Columns(row);
                    return new NotePart(
                            c.number("part_no"),
                            c.text("state").equals("confirmed"),
                            c.text("body"),
                            c.text("text_sha256"),
                            c.textOrNull("external_id"),
                            c.instantOrNull("posted_at"));
                })
                .list();
    }

    /** Replaces the parts of a text of which nothing was confirmed. */
    void replaceParts(UUID writeback, List<String> bodies) {
        jdbc.sql("delete from writeback_part where account_id = :account and writeback_id = :id")
                .param("account", TenantContext.required())
                .param("id", writeback)
                .update();
        for (int i = 0; i < bodies.size(); i++) {
            jdbc.sql(
                            """
                            insert into writeback_part (account_id, writeback_id, part_no, state, body, text_sha256)
                            values (:account, :id, :part, 'pending', :body, :sha)
                            """)
                    .param("account", TenantContext.required())
                    .param("id", writeback)
                    .param("part", i + 1)
                    .param("body", bodies.get(i))
                    .param("sha", NormalisedText.sha256(bodies.get(i)))
                    .update();
        }
    }

    void confirmPart(UUID writeback, int part, @Nullable String externalId, Instant postedAt) {
        jdbc.sql(
                        """
                        update writeback_part set state = 'confirmed', external_id = :external, posted_at = :at
                         where account_id = :account and writeback_id = :id and part_no = :part
                        """)
                .param("account", TenantContext.required())
                .param("id", writeback)
                .param("part", part)
                .param("external", externalId)
                .param("at", at(postedAt))
                .update();
    }

    void add(UUID writeback, Attempt attempt) {
        jdbc.sql(
                        """
                        insert into writeback_attempt (account_id, writeback_id, n, step, at, result, http_status, code, duration_ms, retry_after)
                        values (:account, :id, :n, :step, :at, :result, :status, :code, :ms, :retry)
                        """)
                .param("account", TenantContext.required())
                .param("id", writeback)
                .param("n", attempt.n())
                .param("step", attempt.step())
                .param("at", at(attempt.at()))
                .param("result", attempt.result())
                .param("status", attempt.httpStatus())
                .param("code", attempt.code())
                .param("ms", attempt.durationMs())
                .param("retry", attempt.retryAfter())
                .update();
    }

    List<Attempt> attempts(UUID writeback) {
        return jdbc.sql(
                        "select * from writeback_attempt where account_id = :account and writeback_id = :id order by n")
                .param("account", TenantContext.required())
                .param("id", writeback)
                .query((row, n) -> {
                    var c = new Columns(row);
                    return new Attempt(
                            c.number("n"),
                            c.text("step"),
                            c.instant("at"),
                            c.text("result"),
                            c.numberOrNull("http_status"),
                            c.textOrNull("code"),
                            c.bigNumber("duration_ms"),
                            c.bigNumberOrNull("retry_after"));
                })
                .list();
    }
}
