package io.resolutionflow.aigateway.completion.web;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.web.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Without its ledger this service answers nothing and sends nothing to a provider: it fails closed
 * (contract-ai §6.3).
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class LedgerAdvice {

    private static final Logger log = LoggerFactory.getLogger(LedgerAdvice.class);
    private static final long RETRY_SECONDS = 5;

    private final ProblemWriter problems;

    LedgerAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<byte[]> ledgerAway(Exception e) {
        log.atError().setCause(e).log("ledger away");
        return problems.answer(
                new DomainException(
                                503,
                                "ledger_unavailable",
                                "AI calls cannot be recorded right now. Try again.")
                        .retryAfter(RETRY_SECONDS));
    }
}
