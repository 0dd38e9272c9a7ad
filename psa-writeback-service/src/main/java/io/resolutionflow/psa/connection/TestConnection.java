package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.egress.AddressRefused;
import io.resolutionflow.platform.egress.AddressRules;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.connector.TicketSearch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries a connection step by step (contract-psa §2): address, credentials, permissions, boards,
 * status mapping.
 */
@Service
public class TestConnection {

    private static final Duration BUDGET = Duration.ofSeconds(25);
    private static final Duration ONE_CALL = Duration.ofSeconds(8);
    private static final Map<String, String> MESSAGES =
            Map.of(
                    "address_blocked", "This address is not allowed.",
                    "credentials_rejected", "The ticketing system did not accept the credentials.",
                    "credentials_unreadable",
                            "The stored credentials cannot be read. Enter them again.",
                    "permission_missing",
                            "The API user lacks a permission to read tickets, boards or members.",
                    "throttled", "The ticketing system asks to slow down.",
                    "no_boards", "The API user sees no board.",
                    "out_of_time", "The test took too long.");

    private final Connections connections;
    private final ConnectionStore store;
    private final ConnectionCalls calls;
    private final AddressRules addresses;
    private final StatusMappingCheck mapping;
    private final Resumption resumption;
    private final List<AfterConnectionTest> afterwards;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;

    TestConnection(
            Connections connections,
            ConnectionStore store,
            ConnectionCalls calls,
            AddressRules addresses,
            StatusMappingCheck mapping,
            Resumption resumption,
            List<AfterConnectionTest> afterwards,
            TransactionTemplate transaction,
            AuditLog audit,
            Clock clock) {
        this.connections = connections;
        this.store = store;
        this.calls = calls;
        this.addresses = addresses;
        this.mapping = mapping;
        this.resumption = resumption;
        this.afterwards = afterwards;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param code null when ok
     */
    public record Check(String name, boolean ok, @Nullable String code, @Nullable String message) {}

    public record TestResult(
            boolean ok,
            @Nullable String code,
            @Nullable String message,
            @Nullable String serverVersion,
            long latencyMs,
            List<Check> checks) {}

    public TestResult test(Caller caller, UUID id) {
        PsaConnection connection = connections.inPath(id);
        var run = new Run(connection, clock.instant().plus(BUDGET));
        run.execute();
        TestResult result = run.result();
        transaction.executeWithoutResult(
                status -> keep(caller, connection, result, run.capabilities));
        if (result.ok()) {
            afterwards.forEach(next -> next.tested(connection));
        }
        return result;
    }

    private void keep(
            Caller caller,
            PsaConnection connection,
            TestResult result,
            @Nullable Capabilities capabilities) {
        store.lock(connection.id());
        if (result.ok()) {
            resumption.worksAgain(connection, AuditLog.Actor.of(caller));
        }
        store.tested(connection.id(), result.ok(), result.code(), result.serverVersion());
        if (capabilities != null) {
            store.keepCapabilities(connection.id(), capabilities);
        }
        audit.record(
                AuditLog.Actor.of(caller),
                "connection.test",
                "psa_connection",
                connection.id(),
                Map.of("ok", result.ok()));
    }

    /** One test under way. The first check that fails ends it; those behind it are left out. */
    private final class Run {

        private final PsaConnection connection;
        private final Instant end;
        private final List<Check> checks = new ArrayList<>();
        private @Nullable String serverVersion;
        private @Nullable Capabilities capabilities;
        private long latencyMs;

        Run(PsaConnection connection, Instant end) {
            this.connection = connection;
            this.end = end;
        }

        void execute() {
            boolean passed =
                    check("address", this::address)
                            && check("credentials", this::signIn)
                            && check("permissions", this::readTickets)
                            && check("boards", this::readBoards);
            if (passed) {
                check("status_mapping", this::mappings);
            }
        }

        TestResult result() {
            Optional<Check> failed = checks.stream().filter(check -> !check.ok()).findFirst();
            return new TestResult(
                    failed.isEmpty(),
                    failed.map(Check::code).orElse(null),
                    failed.map(Check::message).orElse(null),
                    serverVersion,
                    latencyMs,
                    List.copyOf(checks));
        }

        private boolean check(String name, java.util.function.Supplier<@Nullable Check> step) {
            Check failed;
            try {
                failed = left().isZero() ? failed(name, "out_of_time") : step.get();
            } catch (PsaFailure e) {
                boolean address =
                        e.kind() == PsaFailure.Kind.NOT_SENT || e.kind() == PsaFailure.Kind.UNKNOWN;
                failed = failed(address ? "address" : name, e.reason());
                if (address) {
                    checks.removeIf(done -> done.name().equals("address"));
                }
            }
            checks.add(failed == null ? new Check(name, true, null, null) : failed);
            return failed == null;
        }

        private @Nullable Check address() {
            try {
                if (connection.baseUrl() != null) {
                    addresses.checkTyped(connection.baseUrl());
                }
                return null;
            } catch (AddressRefused e) {
                return failed("address", "address_blocked");
            }
        }

        private @Nullable Check signIn() {
            long started = System.nanoTime();
            serverVersion =
                    calls.probe(
                            connection,
                            "sign_in",
                            left(),
                            (connector, access) -> connector.serverVersion(access));
            latencyMs = Duration.ofNanos(System.nanoTime() - started).toMillis();
            return null;
        }

        private @Nullable Check readTickets() {
            var one = new TicketSearch(null, null, null, null, true, 1, 1);
            calls.probe(
                    connection,
                    "search",
                    left(),
                    (connector, access) -> connector.search(access, one));
            calls.probe(
                    connection,
                    "members",
                    left(),
                    (connector, access) -> connector.members(access));
            capabilities =
                    calls.probe(
                            connection,
                            "capabilities",
                            left(),
                            (connector, access) -> connector.capabilities(access));
            return null;
        }

        private @Nullable Check readBoards() {
            var boards =
                    calls.probe(
                            connection,
                            "boards",
                            left(),
                            (connector, access) -> connector.boards(access));
            return boards.stream().anyMatch(board -> board.active())
                    ? null
                    : failed("boards", "no_boards");
        }

        private @Nullable Check mappings() {
            return mapping.problem(connection)
                    .map(sentence ->
                            new Check("status_mapping", false, "status_not_on_board", sentence))
                    .orElse(null);
        }

        private Check failed(String name, String code) {
            return new Check(
                    name,
                    false,
                    code,
                    MESSAGES.getOrDefault(
                            code, "The ticketing system could not be reached at this address."));
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative()) {
                return Duration.ZERO;
            }
            return left.compareTo(ONE_CALL) < 0 ? left : ONE_CALL;
        }
    }
}
