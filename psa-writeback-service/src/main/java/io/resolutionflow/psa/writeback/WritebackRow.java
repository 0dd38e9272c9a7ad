package io.resolutionflow.psa.writeback;

import static io.resolutionflow.psa.rows.Columns.at;
import static io.resolutionflow.psa.rows.Columns.name;

import io.resolutionflow.psa.connector.Visibility;
import io.resolutionflow.psa.rows.Columns;
import io.resolutionflow.psa.writeback.Writeback.LastError;
import io.resolutionflow.psa.writeback.Writeback.Lease;
import io.resolutionflow.psa.writeback.Writeback.Progress;
import io.resolutionflow.psa.writeback.Writeback.Requester;
import io.resolutionflow.psa.writeback.Writeback.Source;
import io.resolutionflow.psa.writeback.Writeback.Target;
import io.resolutionflow.psa.writeback.Writeback.Text;
import io.resolutionflow.psa.writeback.Writeback.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write-back as a row: which value stands in which column. */
final class WritebackRow {

    private WritebackRow() {}

    static Map<String, @Nullable Object> values(Writeback w) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("origin", name(w.origin()));
        values.put("handoff_id", w.source().handoffId());
        values.put("connection_id", w.target().connectionId());
        values.put("provider", w.target().provider());
        values.put("ticket_id", w.target().ticketId());
        values.put("ticket_number", w.target().ticketNumber());
        values.put("board_id", w.target().boardId());
        values.put("state", name(w.state()));
        values.put("target_user_id", w.source().targetUserId());
        values.put("priority", w.source().priority());
        text(w.text(), values);
        note(w.note(), values);
        status(w.status(), values);
        session(w.session(), values);
        progress(w.progress(), values);
        values.put("requested_by", w.requester().id());
        values.put("requested_by_name", w.requester().name());
        values.put("acting_as", w.requester().actingAs());
        values.put("trace_id", w.requester().traceId());
        return values;
    }

    private static void text(Text text, Map<String, @Nullable Object> values) {
        values.put("markdown", text.markdown());
        values.put("plain_text", text.plain());
        values.put("text_sha256", text.sha256());
        values.put("summary", text.summary());
        values.put("answer_source", text.answerSource());
        values.put("marker", text.marker());
        values.put("visibility", name(text.visibility()));
    }

    private static void note(NoteStep note, Map<String, @Nullable Object> values) {
        values.put("note_state", name(note.state()));
        values.put("external_id", note.externalId());
        values.put("posted_at", at(note.postedAt()));
        values.put("found_by", name(note.foundBy()));
        values.put("read_back", name(note.readBack()));
        values.put("read_back_at", at(note.readBackAt()));
        values.put("duplicates", note.duplicates());
        values.put("first_sent_at", at(note.firstSentAt()));
        values.put("quiet_until", at(note.quietUntil()));
        values.put("looks", note.looks());
        values.put("misses_after_quiet", note.missesAfterQuiet());
        values.put("last_look_at", at(note.lastLookAt()));
    }

    private static void status(StatusStep status, Map<String, @Nullable Object> values) {
        values.put("status_state", name(status.state()));
        values.put("skipped_code", status.skippedCode());
        values.put("verification", name(status.verification()));
        ref("wanted", status.wanted(), values);
        ref("before", status.before(), values);
        ref("found", status.found(), values);
        values.put("status_reads", status.reads());
        values.put("verified_at", at(status.verifiedAt()));
    }

    private static void ref(
            String prefix, @Nullable StatusRef ref, Map<String, @Nullable Object> values) {
        values.put(prefix + "_status_id", ref == null ? null : ref.id());
        values.put(prefix + "_status_name", ref == null ? null : ref.name());
    }

    private static void session(SessionStep session, Map<String, @Nullable Object> values) {
        values.put("session_state", name(session.state()));
        values.put("session_status", session.sessionStatus());
        values.put("session_at", at(session.at()));
        values.put("effective_handoff_id", session.handoffId());
    }

    private static void progress(Progress progress, Map<String, @Nullable Object> values) {
        LastError error = progress.lastError();
        values.put("attempts", progress.attempts());
        values.put("manual_retries", progress.manualRetries());
        values.put("automatic_tries", progress.automaticTries());
        values.put("next_attempt_at", at(progress.nextAttemptAt()));
        values.put("answer_owed", progress.answerOwed());
        values.put("last_error_code", error == null ? null : error.code());
        values.put("last_error_reason", error == null ? null : error.psaReason());
        values.put("last_error_message", error == null ? null : error.message());
        values.put("last_error_at", error == null ? null : at(error.at()));
    }

    static Writeback read(ResultSet row) throws SQLException {
        var c = new Columns(row);
        return new Writeback(
                c.uuid("account_id"),
                c.uuid("id"),
                c.named("kind", WritebackKind.class),
                c.named("origin", Origin.class),
                new Source(
                        c.uuidOrNull("session_id"),
                        c.uuidOrNull("walk_id"),
                        c.uuidOrNull("handoff_id"),
                        c.uuidOrNull("trigger_id"),
                        c.uuidOrNull("target_user_id"),
                        c.textOrNull("priority")),
                new Target(
                        c.uuidOrNull("connection_id"),
                        c.textOrNull("provider"),
                        c.textOrNull("ticket_id"),
                        c.textOrNull("ticket_number"),
                        c.textOrNull("board_id")),
                new Text(
                        c.text("markdown"),
                        c.text("plain_text"),
                        c.text("text_sha256"),
                        c.text("summary"),
                        c.textOrNull("answer_source"),
                        c.text("marker"),
                        c.named("visibility", Visibility.class)),
                note(c),
                status(c),
                new SessionStep(
                        c.named("session_state", SessionState.class),
                                c.textOrNull("session_status"),
                        c.instantOrNull("session_at"), c.uuidOrNull("effective_handoff_id")),
                c.named("state", WritebackState.class),
                progress(c),
                new Requester(
                        c.uuid("requested_by"),
                        c.text("requested_by_name"),
                        c.textOrNull("acting_as"),
                        c.text("trace_id")),
                new Lease(
                        c.uuidOrNull("lease_owner"),
                        c.bigNumber("lease_epoch"),
                        c.instantOrNull("lease_until")),
                new Times(
                        c.number("version"),
                        c.instant("created_at"),
                        c.instant("updated_at"),
                        c.instantOrNull("completed_at")));
    }

    private static NoteStep note(Columns c) throws SQLException {
        return new NoteStep(
                c.named("note_state", NoteState.class),
                c.textOrNull("external_id"),
                c.instantOrNull("posted_at"),
                c.namedOrNull("found_by", FoundBy.class),
                c.named("read_back", ReadBack.class),
                c.instantOrNull("read_back_at"),
                c.number("duplicates"),
                c.instantOrNull("first_sent_at"),
                c.instantOrNull("quiet_until"),
                c.number("looks"),
                c.number("misses_after_quiet"),
                c.instantOrNull("last_look_at"));
    }

    private static StatusStep status(Columns c) throws SQLException {
        return new StatusStep(
                c.named("status_state", StatusState.class),
                c.textOrNull("skipped_code"),
                c.namedOrNull("verification", Verification.class),
                ref(c, "wanted"),
                ref(c, "before"),
                ref(c, "found"),
                c.number("status_reads"),
                c.instantOrNull("verified_at"));
    }

    private static @Nullable StatusRef ref(Columns c, String prefix) throws SQLException {
        String id = c.textOrNull(prefix + "_status_id");
        return id == null ? null : new StatusRef(id, c.textOrNull(prefix + "_status_name"));
    }

    private static Progress progress(Columns c) throws SQLException {
        String code = c.textOrNull("last_error_code");
        LastError error =
                code == null
                        ? null
                        : new LastError(
                                code,
                                c.textOrNull("last_error_reason"),
                                c.text("last_error_message"),
                                c.instant("last_error_at"));
        return new Progress(
                c.number("attempts"),
                c.number("manual_retries"),
                c.number("automatic_tries"),
                c.instantOrNull("next_attempt_at"),
                c.flag("answer_owed"),
                error);
    }
}
