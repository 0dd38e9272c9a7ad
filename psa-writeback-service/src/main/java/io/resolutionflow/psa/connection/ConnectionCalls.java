package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.secret.UnreadableSecret;
import io.resolutionflow.psa.connector.Connectors;
import io.resolutionflow.psa.connector.PsaAccess;
import io.resolutionflow.psa.connector.PsaConnector;
import io.resolutionflow.psa.connector.PsaFailure;
import io.resolutionflow.psa.pacing.Pace;
import io.resolutionflow.psa.secret.CredentialVault;
import io.resolutionflow.psa.secret.Credentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The one way to a ticketing system: opens the connection, calls, and keeps what the call showed
 * about its health.
 */
@Service
public class ConnectionCalls {

    private static final int READ_TRIES = 3;
    private static final Duration READ_BUDGET = Duration.ofSeconds(25);
    private static final Duration READ_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Connectors connectors;
    private final CredentialVault vault;
    private final ConnectionHealth health;
    private final Pace pace;
    private final Clock clock;

    ConnectionCalls(
            Connectors connectors,
            CredentialVault vault,
            ConnectionHealth health,
            Pace pace,
            Clock clock) {
        this.connectors = connectors;
        this.vault = vault;
        this.health = health;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * One call. A paused connection is refused before anything goes out.
     *
     * @param op what is called, for metrics
     */
    public <T extends @Nullable Object> T call(
            PsaConnection connection,
            String op,
            Duration within,
            BiFunction<PsaConnector, PsaAccess, T> call) {
        if (connection.isPaused() || connection.isDeleted()) {
            throw new PsaFailure(
                    PsaFailure.Kind.CREDENTIALS, "connection_paused", null, null, null);
        }
        return paced(connection, op, within, false, call);
    }

    /** As {@link #call}, also when paused or given a rest: for tests. */
    <T extends @Nullable Object> T probe(
            PsaConnection connection,
            String op,
            Duration within,
            BiFunction<PsaConnector, PsaAccess, T> call) {
        return paced(connection, op, within, true, call);
    }

    private <T extends @Nullable Object> T paced(
            PsaConnection connection,
            String op,
            Duration within,
            boolean probe,
            BiFunction<PsaConnector, PsaAccess, T> call) {
        PsaConnector connector = connectors.required(connection.provider());
        PsaAccess access = open(connection, within);
        var turn = new Pace.Call(connection.provider(), connection.id(), op, within, probe);
        try {
            T result = pace.run(turn, () -> call.apply(connector, access));
            health.answered(connection, probe);
            return result;
        } catch (PsaFailure e) {
            health.failed(connection, e);
            throw e;
        }
    }

    /**
     * A read: tried again twice when the failure may pass, then answered as contract-psa §4 says.
     *
     * @throws DomainException 502 {@code psa_unreachable}, {@code psa_credentials_rejected}, {@code
     *     psa_request_failed}; 404 {@code psa_ticket_not_found}
     */
    public <T extends @Nullable Object> T read(
            PsaConnection connection,
            String op,
            Duration within,
            BiFunction<PsaConnector, PsaAccess, T> call) {
        Instant end = clock.instant().plus(READ_BUDGET);
        for (int n = 1; ; n++) {
            try {
                return call(connection, op, within, call);
            } catch (PsaFailure e) {
                Duration wait = e.retryAfter() == null ? READ_WAIT.multipliedBy(n) : e.retryAfter();
                boolean again =
                        e.isPassing()
                                && n < READ_TRIES
                                && wait.compareTo(LONGEST_WAIT) <= 0
                                && clock.instant().plus(wait).isBefore(end);
                if (!again) {
                    throw ReadProblems.of(e);
                }
                pause(wait);
            }
        }
    }

    private PsaAccess open(PsaConnection connection, Duration within) {
        return new PsaAccess(
                connection.accountId(),
                connection.id(),
                connection.baseUrl() == null ? null : URI.create(connection.baseUrl()),
                connection.config(),
                credentials(connection),
                within,
                health.zoneOf(connection));
    }

    private Credentials credentials(PsaConnection connection) {
        byte[] ciphertext = connection.ciphertext();
        try {
            return vault.open(
                    connection.accountId(),
                    connection.id(),
                    ciphertext == null ? new byte[0] : ciphertext);
        } catch (UnreadableSecret e) {
            health.unreadable(connection);
            throw new PsaFailure(
                    PsaFailure.Kind.CREDENTIALS, "credentials_unreadable", null, null, null);
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PsaFailure.unknown("interrupted", null);
        }
    }
}
