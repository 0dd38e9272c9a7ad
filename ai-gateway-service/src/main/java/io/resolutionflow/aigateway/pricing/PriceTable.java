package io.resolutionflow.aigateway.pricing;

import static io.resolutionflow.aigateway.sql.Rows.instant;
import static io.resolutionflow.aigateway.sql.Rows.utc;
import static io.resolutionflow.aigateway.sql.Rows.uuid;

import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import io.resolutionflow.platform.id.Ids;
import io.resolutionflow.platform.problem.DomainException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Append-only prices: global, no tenant data. In force is the latest {@code effective_from} not
 * after the attempt's start.
 */
@Service
public class PriceTable {

    private final JdbcClient jdbc;
    private final Statements statements;
    private final Ids ids;
    private volatile Remembered remembered = new Remembered(0, Map.of());

    PriceTable(JdbcClient jdbc, Statements statements, Ids ids) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.ids = ids;
    }

    /** A wanted price row; {@code reasoning} null = as output, cache prices null = as input. */
    public record NewPrice(
            String endpoint,
            String model,
            Instant effectiveFrom,
            long input,
            @Nullable Long cacheRead,
            @Nullable Long cacheWrite5m,
            @Nullable Long cacheWrite1h,
            long output,
            @Nullable Long reasoning,
            @Nullable String note,
            boolean correction) {}

    /**
     * All rows there were.
     *
     * @param byModel latest first
     */
    private record Remembered(long versions, Map<String, List<Price>> byModel) {}

    /**
     * The price in force, from memory while that is whole.
     *
     * @param versions how many rows the table had when the caller looked: it only ever grows
     */
    public Optional<Price> inForce(String endpoint, String model, Instant at, long versions) {
        Remembered known = remembered;
        if (known.versions() < versions) {
            // prices belong to nobody: no account is needed to read them
            List<Price> all = all();
            known =
                    new Remembered(
                            all.size(),
                            all.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    one -> key(one.endpoint(), one.model()))));
            remembered = known;
        }
        return known.byModel().getOrDefault(key(endpoint, model), List.of()).stream()
                .filter(price -> !price.effectiveFrom().isAfter(at))
                .findFirst();
    }

    private static String key(String endpoint, String model) {
        return endpoint + "/" + model;
    }

    /** The price in force, as the table has it. */
    public Optional<Price> inForce(String endpoint, String model, Instant at) {
        Query<Price> price =
                Statement.sql(
                                """
                                select * from model_price where endpoint = :endpoint and model = :model and effective_from <= :at
                                 order by effective_from desc limit 1
                                """)
                        .param("endpoint", endpoint)
                        .param("model", model)
                        .param("at", utc(at))
                        .reading(PriceTable::price);
        statements.alone(price);
        return price.first();
    }

    @Transactional(readOnly = true)
    public List<Price> all() {
        return jdbc.sql("select * from model_price order by effective_from desc, id desc")
                .query(PriceTable::price)
                .list();
    }

    /**
     * @throws DomainException 409 {@code price_exists}; 422 {@code price_in_past} unless it is a
     *     correction
     */
    @Transactional
    public Price add(NewPrice wanted, UUID by, Instant now) {
        if (wanted.effectiveFrom().isBefore(now) && !wanted.correction()) {
            throw DomainException.unprocessable(
                    "price_in_past", "A price holds from now on; mark a late one as a correction.");
        }
        var price =
                new Price(
                        ids.next(),
                        wanted.endpoint(),
                        wanted.model(),
                        wanted.effectiveFrom(),
                        wanted.input(),
                        or(wanted.cacheRead(), wanted.input()),
                        or(wanted.cacheWrite5m(), wanted.input()),
                        or(wanted.cacheWrite1h(), wanted.input()),
                        wanted.output(),
                        or(wanted.reasoning(), wanted.output()),
                        wanted.note());
        try {
            insert(price, by);
        } catch (DuplicateKeyException e) {
            throw DomainException.conflict(
                    "price_exists", "This model already has a price from that instant on.");
        }
        return price;
    }

    private void insert(Price price, UUID by) {
        jdbc.sql(
                        """
                        insert into model_price (id, endpoint, model, effective_from, input, cache_read, cache_write_5m, cache_write_1h,
                                                 output, reasoning, note, created_by)
                        values (:id, :endpoint, :model, :from, :input, :read, :write5m, :write1h, :output, :reasoning, :note, :by)
                        """)
                .param("id", price.id())
                .param("endpoint", price.endpoint())
                .param("model", price.model())
                .param("from", utc(price.effectiveFrom()))
                .param("input", price.input())
                .param("read", price.cacheRead())
                .param("write5m", price.cacheWrite5m())
                .param("write1h", price.cacheWrite1h())
                .param("output", price.output())
                .param("reasoning", price.reasoning())
                .param("note", price.note())
                .param("by", by)
                .update();
    }

    private static long or(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private static Price price(ResultSet row, int n) throws SQLException {
        return new Price(
                uuid(row, "id"),
                row.getString("endpoint"),
                row.getString("model"),
                instant(row, "effective_from"),
                row.getLong("input"),
                row.getLong("cache_read"),
                row.getLong("cache_write_5m"),
                row.getLong("cache_write_1h"),
                row.getLong("output"),
                row.getLong("reasoning"),
                row.getString("note"));
    }
}
