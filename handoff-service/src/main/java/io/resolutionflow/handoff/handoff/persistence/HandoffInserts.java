package io.resolutionflow.handoff.handoff.persistence;

import io.resolutionflow.handoff.handoff.CloseReason;
import io.resolutionflow.handoff.handoff.Handoff;
import io.resolutionflow.handoff.handoff.HandoffState;
import io.resolutionflow.handoff.handoff.Request;
import io.resolutionflow.platform.tenancy.TenantContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes new rows of table {@code handoff}. */
@Component
class HandoffInserts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HandoffInserts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @return false when a hand-off of this id exists: nothing was written
     */
    boolean insert(Handoff handoff) {
        Request request = handoff.request();
        HandoffState state = handoff.state();
        CloseReason closed = state.closedReason();
        return jdbc.sql(
                                """
                                insert into handoff (account_id, id, source_kind, source_id, session_id, walk_id, intent, origin, status, priority,
                                    reason, reason_category, engineer_notes, snapshot, card, assessment_state, handed_off_by, handed_off_by_name,
                                    acting_as, target_user_id, target_user_name, psa_connection_id, psa_ticket_id, internal_ticket_id,
                                    package_writeback_id, team_id, session_status, source_seq, closed_at, closed_reason, created_at, updated_at)
                                values (:account, :id, :kind, :source, :session, :walk, :intent, :origin, :status, :priority,
                                    :reason, :category, :notes, :snapshot::jsonb, :card::jsonb, :assessment, :by, :byName,
                                    :actingAs, :target, :targetName, :connection, :ticket, :internalTicket,
                                    :writeback, :team, :sessionStatus, :seq, :closedAt, :closedReason, :createdAt, :createdAt)
                                on conflict (account_id, id) do nothing
                                """)
                        .param("account", TenantContext.required())
                        .param("id", handoff.id())
                        .param("kind", request.sourceKind().wire())
                        .param("source", request.sourceId())
                        .param("session", state.sessionId())
                        .param("walk", request.walkId())
                        .param("intent", request.intent().wire())
                        .param("origin", request.origin().wire())
                        .param("status", state.status().wire())
                        .param("priority", state.priority().ordinal())
                        .param("reason", request.reason())
                        .param("category", request.reasonCategory())
                        .param("notes", request.engineerNotes())
                        .param("snapshot", json.writeValueAsString(request.snapshot()))
                        .param("card", json.writeValueAsString(handoff.card()))
                        .param("assessment", handoff.assessment().state().wire())
                        .param("by", request.originator().id())
                        .param("byName", request.originator().name())
                        .param("actingAs", request.actingAs())
                        .param("target", HandoffTable.idOf(state.target()))
                        .param("targetName", HandoffTable.nameOf(state.target()))
                        .param("connection", handoff.card().psaConnectionId())
                        .param("ticket", handoff.card().psaTicketId())
                        .param("internalTicket", handoff.card().internalTicketId())
                        .param("writeback", state.packageWritebackId())
                        .param("team", request.teamId())
                        .param("sessionStatus", state.sessionStatus())
                        .param("seq", request.sourceSeq())
                        .param("closedAt", HandoffTable.time(state.closedAt()))
                        .param("closedReason", closed == null ? null : closed.wire())
                        .param("createdAt", HandoffTable.time(request.createdAt()))
                        .update()
                == 1;
    }
}
