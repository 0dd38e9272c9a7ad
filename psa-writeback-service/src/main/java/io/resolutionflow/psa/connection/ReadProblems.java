package io.resolutionflow.psa.connection;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.connector.PsaFailure;

/** What a person is told when a ticketing system could not be read (contract-psa §4). */
public final class ReadProblems {

    private ReadProblems() {}

    public static DomainException of(PsaFailure failure) {
        DomainException problem =
                switch (failure.kind()) {
                    case NOT_SENT, UNKNOWN, CIRCUIT_OPEN ->
                            problem(
                                    "psa_unreachable",
                                    "The ticketing system cannot be reached right now. Try again in a moment.");
                    case CREDENTIALS ->
                            problem(
                                    "psa_credentials_rejected",
                                    "The ticketing system did not accept the sign-in. An administrator has to check the connection.");
                    case THROTTLED ->
                            problem(
                                    "psa_request_failed",
                                    "The ticketing system asks to slow down. Try again in a moment.");
                    case REFUSED -> refused(failure);
                };
        if (problem.status() == 502) {
            problem.with("psa_reason", failure.reason());
        }
        if (failure.retryAfter() != null) {
            problem.retryAfter(Math.max(1, failure.retryAfter().toSeconds()));
        }
        return problem;
    }

    private static DomainException refused(PsaFailure failure) {
        return switch (failure.reason()) {
            case "ticket_not_found" ->
                    DomainException.notFound(
                            "psa_ticket", "The ticketing system does not know this ticket.");
            case PsaFailure.BOARD_NOT_FOUND -> DomainException.notFound();
            default -> problem("psa_request_failed", "The ticketing system refused the request.");
        };
    }

    private static DomainException problem(String code, String detail) {
        return new DomainException(502, code, detail);
    }
}
