package io.resolutionflow.platform.inbox;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the inbox, always inside a transaction of the event's account. */
class InboxStore {

    private final JdbcClient jdbc;

    InboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean seen(String consumer, IncomingEvent event) {
        return jdbc.sql(
                        "select 1 from inbox where account_id = ? and consumer = ? and event_id = ?")
                .params(event.accountId(), consumer, event.id())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Last applied sequence of the aggregate, its row locked to the end of the transaction; 0
     * before the first event.
     */
    long lockPosition(String consumer, UUID account, String aggregate) {
        return position(consumer, account, aggregate)
                .or(() -> {
                    jdbc.sql(
                                    """
                                    insert into inbox_position (account_id, consumer, aggregate_id, last_seq) values (?, ?, ?, 0)
                                    on conflict do nothing
                                    """)
                            .params(account, consumer, aggregate)
                            .update();
                    return position(consumer, account, aggregate);
                })
                .orElseThrow();
    }

    private Optional<Long> position(String consumer, UUID account, String aggregate) {
        return jdbc.sql(
                        """
                        select last_seq from inbox_position where account_id = ? and consumer = ? and aggregate_id = ? for update
                        """)
                .params(account, consumer, aggregate)
                .query(Long.class)
                .optional();
    }

    void advance(String consumer, IncomingEvent event, String outcome) {
        jdbc.sql(
                        """
                        with moved as (update inbox_position set last_seq = greatest(last_seq, ?)
                                        where account_id = ? and consumer = ? and aggregate_id = ?)
                        insert into inbox (account_id, consumer, event_id, outcome) values (?, ?, ?, ?)
                        """)
                .params(
                        event.aggregateSeq(),
                        event.accountId(),
                        consumer,
                        event.subject(),
                        event.accountId(),
                        consumer,
                        event.id(),
                        outcome)
                .update();
    }

    /** The position never goes back. */
    void moveTo(String consumer, UUID account, String aggregate, long seq) {
        jdbc.sql(
                        """
                        update inbox_position set last_seq = greatest(last_seq, ?) where account_id = ? and consumer = ? and aggregate_id = ?
                        """)
                .params(seq, account, consumer, aggregate)
                .update();
    }

    void park(String consumer, IncomingEvent event) {
        jdbc.sql(
                        """
                        insert into inbox_parked (account_id, consumer, aggregate_id, aggregate_seq, event_id, type, source, occurred_at, payload)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        event.accountId(),
                        consumer,
                        event.subject(),
                        event.aggregateSeq(),
                        event.id(),
                        event.type(),
                        event.source(),
                        Timestamp.from(event.time()),
                        event.payload())
                .update();
    }

    Optional<IncomingEvent> parkedAt(String consumer, UUID account, String aggregate, long seq) {
        return jdbc.sql(
                        """
                        select * from inbox_parked where account_id = ? and consumer = ? and aggregate_id = ? and aggregate_seq = ?
                        """)
                .params(account, consumer, aggregate, seq)
                .query((row, n) ->
                        new IncomingEvent(
                                row.getObject("event_id", UUID.class),
                                row.getString("type"),
                                row.getString("source"),
                                account,
                                aggregate,
                                seq,
                                row.getTimestamp("occurred_at").toInstant(),
                                row.getString("payload")))
                .optional();
    }

    /** Sequence of the first event that waits. */
    Optional<Long> firstParked(String consumer, UUID account, String aggregate) {
        return jdbc.sql(
                        """
                        select min(aggregate_seq) from inbox_parked where account_id = ? and consumer = ? and aggregate_id = ?
                        having count(*) > 0
                        """)
                .params(account, consumer, aggregate)
                .query(Long.class)
                .optional();
    }

    /** Forgets that an event waited; tells whether the one after it does. */
    boolean unpark(String consumer, IncomingEvent event) {
        return jdbc.sql(
                        """
                        with gone as (delete from inbox_parked
                                       where account_id = ? and consumer = ? and aggregate_id = ? and aggregate_seq = ?)
                        select exists (select from inbox_parked
                                        where account_id = ? and consumer = ? and aggregate_id = ? and aggregate_seq = ?)
                        """)
                .params(
                        event.accountId(),
                        consumer,
                        event.subject(),
                        event.aggregateSeq(),
                        event.accountId(),
                        consumer,
                        event.subject(),
                        event.aggregateSeq() + 1)
                .query(Boolean.class)
                .single();
    }

    void deadLetter(String consumer, String topic, IncomingEvent event, String error) {
        jdbc.sql(
                        """
                        insert into inbox_dead_letter (account_id, consumer, event_id, topic, type, aggregate_id, aggregate_seq, payload, error, source,
                                                       occurred_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        event.accountId(),
                        consumer,
                        event.id(),
                        topic,
                        event.type(),
                        event.subject(),
                        event.aggregateSeq(),
                        event.payload(),
                        error,
                        event.source(),
                        Timestamp.from(event.time()))
                .update();
    }

    /** A dead letter nobody has ended yet, as the event it was. */
    Optional<IncomingEvent> openDeadLetter(String consumer, UUID account, UUID eventId) {
        return jdbc.sql(
                        """
                        select *, coalesce(occurred_at, at) as time from inbox_dead_letter
                         where account_id = ? and consumer = ? and event_id = ? and replayed_at is null
                        """)
                .params(account, consumer, eventId)
                .query((row, n) ->
                        new IncomingEvent(
                                eventId,
                                row.getString("type"),
                                row.getString("source"),
                                account,
                                row.getString("aggregate_id"),
                                row.getLong("aggregate_seq"),
                                row.getTimestamp("time").toInstant(),
                                row.getString("payload")))
                .optional();
    }

    boolean hasOpenDeadLetter(String consumer, UUID account, String aggregate, long before) {
        return jdbc.sql(
                        """
                        select exists (select from inbox_dead_letter where account_id = ? and consumer = ? and aggregate_id = ?
                                          and aggregate_seq < ? and replayed_at is null)
                        """)
                .params(account, consumer, aggregate, before)
                .query(Boolean.class)
                .single();
    }

    void endDeadLetter(String consumer, IncomingEvent event, String resolution) {
        jdbc.sql(
                        """
                        update inbox_dead_letter set replayed_at = now(), resolution = ?
                         where account_id = ? and consumer = ? and event_id = ? and replayed_at is null
                        """)
                .params(resolution, event.accountId(), consumer, event.id())
                .update();
    }

    record Backlog(long parked, double oldestSeconds, long deadLetters) {}

    /** Across accounts: figures for the operator. */
    Backlog backlog() {
        return jdbc.sql("select * from inbox_backlog()")
                .query((row, n) ->
                        new Backlog(
                                row.getLong("parked"),
                                row.getDouble("oldest_seconds"),
                                row.getLong("dead_letters")))
                .single();
    }

    /** Across accounts: what an operator may know of dead letters. */
    List<DeadLetter> deadLetters(int limit) {
        return jdbc.sql("select * from inbox_dead_letters(?)")
                .params(limit)
                .query((row, n) ->
                        new DeadLetter(
                                row.getObject("account_id", UUID.class),
                                row.getString("consumer"),
                                row.getObject("event_id", UUID.class),
                                row.getString("topic"),
                                row.getString("type"),
                                row.getString("aggregate_id"),
                                row.getLong("aggregate_seq"),
                                row.getString("error"),
                                row.getTimestamp("at").toInstant(),
                                row.getLong("held")))
                .list();
    }

    /** Across accounts: what an operator may know of events that never came. */
    List<EventGap> gaps(int limit) {
        return jdbc.sql("select * from inbox_gaps(?)")
                .params(limit)
                .query((row, n) ->
                        new EventGap(
                                row.getObject("account_id", UUID.class),
                                row.getString("consumer"),
                                row.getString("aggregate_id"),
                                row.getLong("missing_from"),
                                row.getLong("missing_to"),
                                row.getLong("held"),
                                row.getTimestamp("since").toInstant()))
                .list();
    }
}
