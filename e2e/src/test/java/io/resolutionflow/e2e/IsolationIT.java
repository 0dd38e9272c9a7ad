package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.e2e.Probe.Result;
import io.resolutionflow.e2e.client.LiveStream;
import io.resolutionflow.e2e.client.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything one account has is, to another account, byte for byte what does not exist. The routes
 * come from the running services; each is attacked in every way that applies to it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationIT {

    private static final String STRANGERS = "b0000000-0000-4000-8000-000000000002";

    private final Person stranger = RunningStack.GATEWAY.signIn("owner@globex.test");
    private final List<Operation> operations = OperationCatalogue.read();
    private List<Result> results = List.of();
    private Victim victim;

    @BeforeAll
    void attack() throws Exception {
        try (LiveStream open = stranger.openStream()) {
            victim = new Victim();
            long began = System.nanoTime();
            results = new IsolationAttacks(victim, stranger).on(operations);
            System.out.printf(
                    "%d attacks on %d operations in %d s%n",
                    results.size(),
                    operations.size(),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
            assertThat(open.seen())
                    .allSatisfy(event ->
                            assertThat(victim.isToldIn(event.data().toString(), "")).isFalse());
        }
        Files.write(
                Path.of("target", "isolation-matrix.csv"),
                results.stream()
                        .map(one ->
                                one.operation().name()
                                        + ","
                                        + one.kind()
                                        + ","
                                        + (one.leak().isEmpty() ? "held" : "LEAK"))
                        .toList());
    }

    @Test
    void the_catalogue_is_not_empty_in_any_service() {
        assertThat(operations.stream().map(Operation::service).distinct()).hasSize(5);
    }

    @TestFactory
    Stream<DynamicTest> no_operation_tells_anything_of_another_account() {
        Map<Operation, List<Result>> byOperation =
                results.stream().collect(Collectors.groupingBy(Result::operation));
        return operations.stream()
                .filter(operation -> !operation.isLiveStream())
                .map(operation ->
                        DynamicTest.dynamicTest(
                                operation.name(),
                                () ->
                                        assertThat(byOperation.getOrDefault(operation, List.of()))
                                                .isNotEmpty()
                                                .allSatisfy(one ->
                                                        assertThat(one.leak())
                                                                .as(one.kind())
                                                                .isEmpty())));
    }

    @Test
    void each_route_that_names_a_thing_was_attacked_in_at_least_twelve_ways() {
        Map<String, Long> ways =
                results.stream()
                        .filter(one -> !one.operation().parameters().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.operation().name(),
                                        Collectors.mapping(
                                                Result::kind,
                                                Collectors.collectingAndThen(
                                                        Collectors.toSet(),
                                                        kinds -> (long) kinds.size()))));

        assertThat(ways)
                .isNotEmpty()
                .allSatisfy(
                        (route, kinds) -> assertThat(kinds).as(route).isGreaterThanOrEqualTo(12));
        assertThat(results.stream().map(Result::kind).distinct().count())
                .isGreaterThanOrEqualTo(16);
    }

    @Test
    void the_queries_alone_leak_nothing_when_the_row_policies_are_taken_away() throws Exception {
        List<Result> without;
        try (var policies = RowPolicies.takenAway()) {
            assertThat(policies.taken()).hasSizeGreaterThan(90);
            without = new IsolationAttacks(victim, stranger).on(operations);
        }
        assertThat(without).hasSameSizeAs(results);
        assertThat(without)
                .filteredOn(one -> !one.leak().isEmpty())
                .extracting(one -> one.operation() + ", " + one.kind() + ": " + one.leak())
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> the_row_policies_alone_stop_queries_that_forget_the_account()
            throws SQLException {
        return RowPolicies.tables().stream()
                .map(table ->
                        DynamicTest.dynamicTest(
                                table,
                                () -> {
                                    try (var queries = new BareQueries(Victim.ACCOUNT)) {
                                        assertThat(queries.seen(table, STRANGERS)).isZero();
                                        assertThat(queries.seen(table, "")).isZero();
                                        assertThat(queries.changed(table, STRANGERS)).isZero();
                                        assertThat(queries.takes(table, STRANGERS)).isFalse();
                                    }
                                }));
    }

    @Test
    void with_neither_layer_rows_of_every_service_leak() throws SQLException {
        var leaking = new ArrayList<String>();
        try (var policies = RowPolicies.takenAway();
                var queries = new BareQueries(Victim.ACCOUNT)) {
            for (String table : policies.taken()) {
                if (queries.seen(table, STRANGERS) > 0) {
                    leaking.add(table);
                }
            }
        }
        // the red twin of the test above: it had rows to find
        assertThat(leaking).hasSizeGreaterThan(30);
        assertThat(leaking.stream().map(table -> table.substring(0, table.indexOf('.'))))
                .containsAll(RowPolicies.SCHEMAS);
    }

    /** To its own owner an account is what it would be to everybody if neither layer held. */
    @Test
    void the_suite_turns_red_in_every_service_when_nothing_keeps_the_accounts_apart()
            throws Exception {
        List<Operation> reading =
                operations.stream().filter(operation -> operation.method().equals("GET")).toList();
        var leaks =
                new IsolationAttacks(victim, victim.owner)
                        .on(reading).stream().filter(one -> !one.leak().isEmpty()).toList();
        assertThat(leaks.stream().map(one -> one.operation().service()).distinct()).hasSize(5);
        assertThat(leaks.stream().map(Result::operation).distinct().count())
                .isGreaterThan(reading.size() / 3);
        assertThat(leaks)
                .extracting(Result::kind)
                .contains("id in path", "list", "filter", "headers of the account", "head");
    }

    @Test
    void a_foreign_place_in_the_stream_brings_no_foreign_event() throws IOException {
        String place;
        try (LiveStream own = victim.engineer.openStream()) {
            place =
                    own.await(Duration.ofSeconds(5), event -> true)
                            .map(LiveStream.Event::id)
                            .orElse("1");
        }
        try (LiveStream resumed = stranger.openStream(place)) {
            resumed.await(Duration.ofSeconds(2), event -> false);
            assertThat(resumed.seen())
                    .allSatisfy(event ->
                            assertThat(victim.isToldIn(event.data().toString(), "")).isFalse());
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("stream refused: 4");
        }
    }
}
