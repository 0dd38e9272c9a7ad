package io.resolutionflow.session.similar;

import io.resolutionflow.session.ai.SecretMask;
import io.resolutionflow.session.session.AiSession;
import io.resolutionflow.session.session.Transitions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What colleagues may see of a resolved session: problem and resolution without who and where. */
@Component
public class SharedSummaries {

    private final JdbcClient jdbc;
    private final Transitions transitions;
    private final SecretMask mask;

    SharedSummaries(JdbcClient jdbc, Transitions transitions, SecretMask mask) {
        this.jdbc = jdbc;
        this.transitions = transitions;
        this.mask = mask;
    }

    /** In the transaction of the resolve. */
    public void write(AiSession session, Instant now) {
        var redaction =
                new Redaction(
                        people(session),
                        session.triage().clientName(),
                        session.triage().assetName(),
                        session.ticket().psaTicketId());
        String problem =
                session.problemSummary() == null ? session.title() : session.problemSummary();
        jdbc.sql(
                        """
                        insert into session_shared_summary (account_id, session_id, problem, resolution, domain, resolved_on)
                        values (:account, :session, :problem, :resolution, :domain, :on)
                        on conflict (account_id, session_id) do update
                           set problem = excluded.problem, resolution = excluded.resolution, domain = excluded.domain, resolved_on = excluded.resolved_on
                        """)
                .param("account", session.accountId())
                .param("session", session.id())
                .param("problem", redaction.of(mask.mask(problem)))
                .param(
                        "resolution",
                        redaction.of(mask.maskNullable(session.resolution().summary())))
                .param("domain", session.problemDomain())
                .param("on", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .update();
    }

    private List<String> people(AiSession session) {
        var people = new LinkedHashSet<@Nullable String>();
        people.add(session.ownerName());
        people.add(session.handlerName());
        people.add(session.intake().contactName());
        people.add(session.intake().clientName());
        transitions.of(session).forEach(passed -> people.add(passed.actorName()));
        return people.stream().filter(Objects::nonNull).map(String::valueOf).toList();
    }
}
