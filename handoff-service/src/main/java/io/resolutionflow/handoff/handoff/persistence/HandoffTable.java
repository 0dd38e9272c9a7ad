package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.Assessment;
import io.resolutionflow.handoff.handoff.Card;
import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Handoffs;
import io.resolutionflow.handoff.handoff.Person;
import io.resolutionflow.handoff.handoff.Status;
import io.resolutionflow.handoff.handoff.Transition;
import io.resolutionflow.platform.audit.AuditLog.Actor;
import io.resolutionflow.platform.paging.PageQuery;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code handoff}; every statement names the account beside the row policy. */
@Repository
class HandoffTable implements Handoffs {

    private static final String LIGHT =
            """
            id, source_kind, source_id, session_id, walk_id, intent, origin, status, priority, reason, reason_category, engineer_notes,
            null::text as snapshot, card, assessment_state, assessment_error, assessment_generation, ai_assessment, ai_assessment_data,
            handed_off_by, handed_off_by_name, acting_as, target_user_id, target_user_name, claimed_by, claimed_by_name, claimed_at,
            claim_epoch, release_count, released_at, package_writeback_id, team_id, session_status, source_seq, closed_at, closed_reason,
            version, created_at, updated_at
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final HandoffRows rows;
    private final HandoffInserts inserts;
    private final TransitionTable transitions;

    HandoffTable(
            JdbcClient jdbc,
            JsonMapper json,
            HandoffRows rows,
            HandoffInserts inserts,
            TransitionTable transitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.inserts = inserts;
        this.transitions = transitions;
    }

    @Override
    public void lockSource(UUID sourceId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", account() + ":" + sourceId)
                .query()
                .listOfRows();
    }

    @Override
    public boolean insert(Handoff handoff) {
        return inserts.insert(handoff);
    }

    @Override
    public Optional<Handoff> find(UUID id) {
        return one("select * from handoff where account_id = :account and id = :id", id);
    }

    @Override
    public Optional<Handoff> lock(UUID id) {
        return one("select * from handoff where account_id = :account and id = :id for update", id);
    }

    private Optional<Handoff> one(String sql, UUID id) {
        return jdbc.sql(sql).param("account", account()).param("id", id).query(rows).optional();
    }

    @Override
    public List<Handoff> lockLive(UUID sourceId) {
        return jdbc.sql(
                        """
                        select * from handoff
                         where account_id = :account and (source_id = :source or session_id = :source) and status in ('open', 'claimed')
                         order by id for update
                        """)
                .param("account", account())
                .param("source", sourceId)
                .query(rows)
                .list();
    }

    @Override
    public List<Handoff> ofSource(UUID sourceId, Wanted wanted, PageQuery page) {
        var after = page.after();
        Viewer viewer = wanted.viewer();
        return jdbc.sql(
                        "select "
                                + (wanted.snapshot() ? "*" : LIGHT)
                                + """
                                 from handoff h
                                 where account_id = :account and (source_id = :source or session_id = :source)
                                   and (not :live or status in ('open', 'claimed'))
                                   and (:all or :viewer in (handed_off_by, claimed_by, target_user_id)
                                        or (:engineer and (status = 'open' or source_kind = 'l1_walk'))
                                        or exists (select 1 from handoff_transition t
                                                    where t.account_id = h.account_id and t.handoff_id = h.id and t.claimer_id = :viewer))
                                   and (:first or (created_at, id) < (:at::timestamptz, :id::uuid))
                                 order by created_at desc, id desc limit :fetch offset :skip
                                """)
                .param("account", account())
                .param("source", sourceId)
                .param("live", wanted.liveOnly())
                .param("all", viewer == null || viewer.ownerOrAdmin())
                .param("engineer", viewer != null && viewer.engineer())
                .param("viewer", viewer == null ? null : viewer.id(), Types.OTHER)
                .param("first", after == null)
                .param("at", after == null ? null : time(after.at()))
                .param("id", after == null ? null : after.id())
                .param("fetch", page.fetch())
                .param("skip", page.skip())
                .query(rows)
                .list();
    }

    @Override
    public boolean claim(UUID id, Person by, UUID continuation, Instant at) {
        return jdbc.sql(
                                """
                                update handoff
                                   set status = 'claimed', claimed_by = :by, claimed_by_name = :name, claimed_at = :at, claim_epoch = claim_epoch + 1,
                                       session_id = case when source_kind = 'l1_walk' then coalesce(session_id, :continuation) else session_id end,
                                       version = version + 1, updated_at = :at
                                 where account_id = :account and id = :id and status = 'open' and handed_off_by <> :by
                                """)
                        .param("by", by.id())
                        .param("name", by.name())
                        .param("at", time(at))
                        .param("continuation", continuation)
                        .param("account", account())
                        .param("id", id)
                        .update()
                == 1;
    }

    @Override
    public void save(UUID id, HandoffState state) {
        CloseReason closed = state.closedReason();
        jdbc.sql(
                        """
                        update handoff
                           set status = :status, priority = :priority, session_id = :session, target_user_id = :target, target_user_name = :targetName,
                               claimed_by = :claimer, claimed_by_name = :claimerName, claimed_at = :claimedAt, claim_epoch = :epoch,
                               release_count = :releases, released_at = :releasedAt, package_writeback_id = :writeback, closed_at = :closedAt,
                               closed_reason = :closedReason, version = :version, updated_at = :updatedAt
                         where account_id = :account and id = :id
                        """)
                .param("status", state.status().wire())
                .param("priority", state.priority().ordinal())
                .param("session", state.sessionId())
                .param("target", idOf(state.target()))
                .param("targetName", nameOf(state.target()))
                .param("claimer", idOf(state.claimer()))
                .param("claimerName", nameOf(state.claimer()))
                .param("claimedAt", time(state.claimedAt()))
                .param("epoch", state.claimEpoch())
                .param("releases", state.releaseCount())
                .param("releasedAt", time(state.releasedAt()))
                .param("writeback", state.packageWritebackId())
                .param("closedAt", time(state.closedAt()))
                .param("closedReason", closed == null ? null : closed.wire())
                .param("version", state.version())
                .param("updatedAt", time(state.updatedAt()))
                .param("account", account())
                .param("id", id)
                .update();
    }

    @Override
    public void saveAssessment(UUID id, Assessment assessment, Instant at) {
        jdbc.sql(
                        """
                        update handoff
                           set assessment_state = :state, assessment_error = :error, ai_assessment = :summary, ai_assessment_data = :data::jsonb,
                               assessment_generation = :generation, version = version + 1, updated_at = :at
                         where account_id = :account and id = :id
                        """)
                .param("state", assessment.state().wire())
                .param("error", assessment.error())
                .param("summary", assessment.summary())
                .param(
                        "data",
                        assessment.data() == null
                                ? null
                                : json.writeValueAsString(assessment.data()))
                .param("generation", assessment.generation())
                .param("at", time(at))
                .param("account", account())
                .param("id", id)
                .update();
    }

    @Override
    public void skipAssessment(UUID id) {
        jdbc.sql(
                        """
                        update handoff set assessment_state = 'skipped'
                         where account_id = :account and id = :id and assessment_state in ('pending', 'running')
                        """)
                .param("account", account())
                .param("id", id)
                .update();
    }

    @Override
    public void saveCard(UUID id, Card card, Instant at) {
        jdbc.sql(
                        """
                        update handoff
                           set card = :card::jsonb, psa_connection_id = :connection, psa_ticket_id = :ticket, version = version + 1, updated_at = :at
                         where account_id = :account and id = :id
                        """)
                .param("card", json.writeValueAsString(card))
                .param("connection", card.psaConnectionId())
                .param("ticket", card.psaTicketId())
                .param("at", time(at))
                .param("account", account())
                .param("id", id)
                .update();
    }

    @Override
    public void noteSourceStatus(UUID id, String sessionStatus) {
        jdbc.sql(
                        "update handoff set session_status = :status where account_id = :account and id = :id")
                .param("status", sessionStatus)
                .param("account", account())
                .param("id", id)
                .update();
    }

    @Override
    public void addTransition(
            UUID id,
            @Nullable Status from,
            HandoffState to,
            Actor actor,
            @Nullable String reason,
            Instant at) {
        transitions.add(id, from, to, actor, reason, at);
    }

    @Override
    public List<Transition> transitions(UUID id) {
        return transitions.of(id);
    }

    @Override
    public List<UUID> claimers(UUID id) {
        return transitions.claimers(id);
    }

    @Override
    public Optional<UUID> lastReleaser(UUID id) {
        return transitions.lastReleaser(id);
    }

    private static UUID account() {
        return TenantContext.required();
    }

    static @Nullable UUID idOf(@Nullable Person person) {
        return person == null ? null : person.id();
    }

    static @Nullable String nameOf(@Nullable Person person) {
        return person == null ? null : person.name();
    }

    static @Nullable Timestamp time(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(Objects.requireNonNull(at));
    }
}
