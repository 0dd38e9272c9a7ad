package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.psa.LinkedSessions.Linked;
import io.resolutionflow.e2e.report.Report;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What became of every note: the service's rows against the simulator's ledger. */
final class Verdict {

    private static final Set<String> ENDED =
            Set.of("completed", "needs_person", "conflict", "given_up", "superseded", "cancelled");
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** A write-back as stored. */
    record Row(UUID id, String state, int duplicates) {
        boolean ended() {
            return ENDED.contains(state);
        }

        boolean waits() {
            return state.equals("needs_person");
        }
    }

    private final Connection database;
    private final List<Linked> sessions;

    Verdict(Connection database, List<Linked> sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /** By session. */
    Map<UUID, Row> rows() throws SQLException {
        Set<UUID> ours = new HashSet<>();
        sessions.forEach(session -> ours.add(session.id()));
        var rows = new HashMap<UUID, Row>();
        try (var statement = database.createStatement();
                var found =
                        statement.executeQuery(
                                "select session_id, id, state, duplicates from psa.writeback"
                                        + " where session_id is not null and kind = 'resolution_note' order by created_at")) {
            while (found.next()) {
                UUID session = found.getObject(1, UUID.class);
                if (ours.contains(session)) {
                    rows.put(
                            session,
                            new Row(
                                    found.getObject(2, UUID.class),
                                    found.getString(3),
                                    found.getInt(4)));
                }
            }
        }
        return rows;
    }

    /** Waits until the background work has nothing left; false when it still has. */
    boolean settles(Instant end) throws SQLException {
        while (!rows().values().stream().allMatch(Row::ended)) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /**
     * @param settled whether what is unfinished had its time
     */
    void tell(Report report, Desks.Notes notes, boolean settled) throws SQLException {
        Map<UUID, Row> rows = rows();
        var states = new TreeMap<String, Integer>();
        var tally = new Tally(settled);
        for (Linked session : sessions) {
            Row row = rows.get(session.id());
            states.merge(row == null ? "none" : row.state(), 1, Integer::sum);
            tally.count(session, row, notes.of(session));
        }
        report.fact("write-backs by state", states);
        report.check(
                "no note is in its ticket twice",
                tally.twice == 0,
                tally.twice + " are " + tally.example);
        report.check(
                "no note is lost: each has its write-back, each completed one its note",
                tally.lost == 0,
                tally.lost + " are");
        report.check("a copy is never hidden", tally.hidden == 0, tally.hidden + " are");
        if (settled) {
            report.check(
                    "each is in a final state or waits for a person",
                    tally.unsettled == 0,
                    tally.unsettled + " are not");
        } else {
            report.fact("still looked for", tally.unsettled);
        }
    }

    /** Who waits for a person is shown to one, in the post log of the account. */
    void tellTasks(Report report, List<Msp> msps) throws SQLException {
        var shown = new HashSet<UUID>();
        msps.forEach(msp -> shown.addAll(msp.waitingForPerson()));
        long waiting = rows().values().stream().filter(Row::waits).count();
        long hidden =
                rows().values().stream()
                        .filter(row -> row.waits() && !shown.contains(row.id()))
                        .count();
        report.check(
                "each that waits for a person is in the post log",
                hidden == 0,
                waiting + " wait, " + hidden + " are not shown");
    }

    private static final class Tally {
        int twice;
        int lost;
        int hidden;
        int unsettled;
        String example = "";

        private final boolean settled;

        /**
         * @param settled else a post may not have reached the service yet: what is in no ticket
         *     then is not lost but not begun
         */
        Tally(boolean settled) {
            this.settled = settled;
        }

        void count(Linked session, @Nullable Row row, int notes) {
            if (notes > 1) {
                twice++;
                hidden += row != null && row.duplicates() > 0 ? 0 : 1;
                example = session.vendor().wireName() + " ticket " + session.ticket();
            }
            boolean unknown = row == null && (settled || notes > 0);
            boolean empty = row != null && row.state().equals("completed") && notes == 0;
            lost += unknown || empty ? 1 : 0;
            unsettled += row == null || !row.ended() ? 1 : 0;
        }
    }
}
