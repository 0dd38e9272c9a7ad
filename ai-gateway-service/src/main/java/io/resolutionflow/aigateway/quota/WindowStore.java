package io.resolutionflow.aigateway.quota;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.longOrNull;
import static io.resolutionflow.aigateway.sql.Rows.utc;

import io.resolutionflow.aigateway.plan.BillingCalendar.Span;
import io.resolutionflow.aigateway.plan.Limits;
import io.resolutionflow.aigateway.quota.QuotaWindow.Period;
import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of {@code quota_window}; read without a lock for screens, locked for whoever changes them.
 */
@Repository
class WindowStore {

    private final JdbcClient jdbc;
    private final Statements statements;

    WindowStore(JdbcClient jdbc, Statements statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    Optional<QuotaWindow> find(UUID account, Period period, Instant start, boolean lock) {
        return jdbc.sql(
                        "select * from quota_window where account_id = :account and period = :period and window_start = :start"
                                + (lock ? " for update" : ""))
                .param("account", account)
                .param("period", period.wireName())
                .param("start", utc(start))
                .query(WindowStore::window)
                .optional();
    }

    /**
     * The locked row as this transaction left it. Steps that share a transaction (group commit)
     * read and write each window once.
     */
    Optional<QuotaWindow> locked(UUID account, Period period, Instant start) {
        var key = new LockedWindows.Key(account, period, start);
        LockedWindows mine = LockedWindows.ofTransaction(this);
        QuotaWindow known = mine.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<QuotaWindow> row = find(account, period, start, true);
        row.ifPresent(window -> mine.read(key, window));
        return row;
    }

    /** Locks both rows in one statement, daily before monthly; {@link #locked} knows them then. */
    void lock(UUID account, Instant daily, Instant monthly) {
        LockedWindows mine = LockedWindows.ofTransaction(this);
        if (mine.get(new LockedWindows.Key(account, Period.DAILY, daily)) != null
                && mine.get(new LockedWindows.Key(account, Period.MONTHLY, monthly)) != null) {
            return;
        }
        // rows are locked after they are sorted
        statements.run(
                Statement.sql(
                                """
                                select * from quota_window where account_id = :account
                                   and (period, window_start) in (('daily', :daily), ('monthly', :monthly))
                                 order by period for update
                                """)
                        .param("account", account)
                        .param("daily", utc(daily))
                        .param("monthly", utc(monthly))
                        .reading(WindowStore::window, rows -> remember(account, rows)));
    }

    /**
     * As {@link #lock}, for whoever has something else to ask in the same round trip. Windows that
     * are over by then are left alone: they would be locked before those that hold now.
     */
    Query<QuotaWindow> locking(UUID account, Span daily, Span monthly) {
        return Statement.sql(
                        """
                        select * from quota_window where account_id = :account
                           and (period, window_start) in (('daily', :daily), ('monthly', :monthly))
                           and clock_timestamp() < least(:dailyEnd::timestamptz, :monthlyEnd::timestamptz)
                         order by period for update
                        """)
                .param("account", account)
                .param("daily", utc(daily.start()))
                .param("dailyEnd", utc(daily.end()))
                .param("monthly", utc(monthly.start()))
                .param("monthlyEnd", utc(monthly.end()))
                .reading(WindowStore::window, rows -> remember(account, rows));
    }

    /** The windows a request was held in, locked as by {@link #lock}. */
    Query<QuotaWindow> locking(UUID account, UUID request) {
        return Statement.sql(
                        """
                        select w.* from ai_request r
                          join quota_window w on w.account_id = r.account_id
                           and (w.period, w.window_start) in (('daily', r.daily_start), ('monthly', r.monthly_start))
                         where r.account_id = :account and r.id = :request
                         order by w.period for update of w
                        """)
                .param("account", account)
                .param("request", request)
                .reading(WindowStore::window, rows -> remember(account, rows));
    }

    private void remember(UUID account, List<QuotaWindow> rows) {
        LockedWindows mine = LockedWindows.ofTransaction(this);
        rows.forEach(window ->
                mine.readOnce(
                        new LockedWindows.Key(account, window.period(), window.span().start()),
                        window));
    }

    /** Written at the end of the transaction. */
    void change(UUID account, QuotaWindow window) {
        LockedWindows.ofTransaction(this)
                .changed(
                        new LockedWindows.Key(account, window.period(), window.span().start()),
                        window);
    }

    /** The locked row, made when the period is new: there is no reset job. */
    QuotaWindow lockOrCreate(UUID account, Period period, Span span, Limits limits) {
        return locked(account, period, span.start())
                .orElseGet(() -> {
                    insert(account, QuotaWindow.fresh(period, span, limits));
                    return locked(account, period, span.start()).orElseThrow();
                });
    }

    private void insert(UUID account, QuotaWindow window) {
        jdbc.sql(
                        """
                        insert into quota_window (account_id, period, window_start, window_end, calls_limit, tokens_limit, cost_limit, tree_builds_limit)
                        values (:account, :period, :start, :end, :calls, :tokens, :cost, :builds)
                        on conflict (account_id, period, window_start) do nothing
                        """)
                .param("account", account)
                .param("period", window.period().wireName())
                .param("start", utc(window.span().start()))
                .param("end", utc(window.span().end()))
                .param("calls", window.calls().limit())
                .param("tokens", window.tokens().limit())
                .param("cost", window.cost().limit())
                .param("builds", window.treeBuilds().limit())
                .update();
    }

    /** What {@link #change} changed is written just before the commit. */
    void writeAtCommit(LockedWindows windows) {
        statements.atCommit(() -> writes(windows.changed()));
    }

    private static List<Statement> writes(Map<LockedWindows.Key, QuotaWindow> changed) {
        var writes = new ArrayList<Statement>();
        changed.forEach((key, window) -> writes.add(write(key.account(), window)));
        return writes;
    }

    private static Statement write(UUID account, QuotaWindow window) {
        Statement statement =
                Statement.sql(
                                """
                                update quota_window
                                   set calls_limit = :callsLimit, calls_used = :callsUsed, calls_reserved = :callsReserved, calls_excused = :callsExcused,
                                       tokens_limit = :tokensLimit, tokens_used = :tokensUsed, tokens_reserved = :tokensReserved, tokens_excused = :tokensExcused,
                                       cost_limit = :costLimit, cost_used = :costUsed, cost_reserved = :costReserved, cost_excused = :costExcused,
                                       tree_builds_limit = :buildsLimit, tree_builds_used = :buildsUsed, tree_builds_reserved = :buildsReserved,
                                       tree_builds_excused = :buildsExcused
                                 where account_id = :account and period = :period and window_start = :start
                                """)
                        .param("account", account)
                        .param("period", window.period().wireName())
                        .param("start", utc(window.span().start()));
        bind(statement, "calls", window.calls());
        bind(statement, "tokens", window.tokens());
        bind(statement, "cost", window.cost());
        bind(statement, "builds", window.treeBuilds());
        return statement;
    }

    private static void bind(Statement statement, String name, Counter counter) {
        statement
                .param(name + "Limit", counter.limit())
                .param(name + "Used", counter.used())
                .param(name + "Reserved", counter.reserved())
                .param(name + "Excused", counter.excused());
    }

    private static QuotaWindow window(ResultSet row, int n) throws SQLException {
        return new QuotaWindow(
                Period.valueOf(row.getString("period").toUpperCase(Locale.ROOT)),
                new Span(instant(row, "window_start"), instant(row, "window_end")),
                counter(row, "calls"),
                counter(row, "tokens"),
                counter(row, "cost"),
                counter(row, "tree_builds"));
    }

    private static Counter counter(ResultSet row, String name) throws SQLException {
        return new Counter(
                longOrNull(row, name + "_limit"),
                row.getLong(name + "_used"),
                row.getLong(name + "_reserved"),
                row.getLong(name + "_excused"));
    }
}
