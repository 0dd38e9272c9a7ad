package io.resolutionflow.platform.testing.service;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The service's rows as one account sees them; every call is a transaction of its own. */
public final class TenantRows {

    private final UUID account;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public TenantRows(UUID account, JdbcClient jdbc, TransactionTemplate transaction) {
        this.account = account;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Reads or writes inside the account. */
    public <T> T in(Function<JdbcClient, T> work) {
        return TenantContext.call(
                account,
                () -> Objects.requireNonNull(transaction.execute(status -> work.apply(jdbc))));
    }

    /** The one number a query gives. */
    public long count(String sql, Object... params) {
        return in(db -> db.sql(sql).params(params).query(Long.class).single());
    }

    public List<Map<String, Object>> list(String sql, Object... params) {
        return in(db -> db.sql(sql).params(params).query().listOfRows());
    }

    /** Runs one writing statement; returns how many rows it changed. */
    public int update(String sql, Object... params) {
        return in(db -> db.sql(sql).params(params).update());
    }

    /** Types of an aggregate's events, in the order of their sequence. */
    public List<String> eventTypes(UUID aggregate) {
        return in(db ->
                db.sql(
                                "select type from outbox_event where aggregate_id = ? order by aggregate_seq")
                        .params(aggregate.toString())
                        .query(String.class)
                        .list());
    }

    /** Payloads of an aggregate's events of one type, in the order of their sequence. */
    public List<String> payloads(UUID aggregate, String type) {
        return in(db ->
                db.sql(
                                "select payload from outbox_event where aggregate_id = ? and type = ? order by aggregate_seq")
                        .params(aggregate.toString(), type)
                        .query(String.class)
                        .list());
    }

    /** Payloads of all events of one type, in the order they occurred. */
    public List<String> payloads(String type) {
        return in(db ->
                db.sql("select payload from outbox_event where type = ? order by occurred_at")
                        .params(type)
                        .query(String.class)
                        .list());
    }
}
