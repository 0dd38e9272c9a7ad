package io.resolutionflow.platform.web;

import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Renders every failure of a request as RFC 9457 with a stable code (architecture §4). */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final long RETRY_SECONDS = 5;

    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> expected(DomainException no) {
        return problems.answer(no);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalidBody(MethodArgumentNotValidException e) {
        return problems.answer(DomainException.invalid(FieldProblems.of(e.getBindingResult())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalidParameters(HandlerMethodValidationException e) {
        return problems.answer(DomainException.invalid(FieldProblems.of(e)));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException e) {
        return problems.answer(FieldProblems.ofUnreadable(e));
    }

    /** A query that is no UTF-8, or whose percent signs end in nothing. */
    @ExceptionHandler
    ResponseEntity<byte[]> unreadableQuery(InvalidParameterException e) {
        return problems.answer(
                new DomainException(
                        400, "malformed_request", "The query of the address is not readable."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongType(MethodArgumentTypeMismatchException e) {
        return problems.answer(
                DomainException.invalid(
                        FieldProblems.snake(e.getName()),
                        "invalid_format",
                        "This value does not have the expected form."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> missing(MissingServletRequestParameterException e) {
        return problems.answer(
                DomainException.invalid(
                        FieldProblems.snake(e.getParameterName()),
                        "required",
                        "This value is needed."));
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<byte[]> noSuchPath(Exception e) {
        return problems.answer(DomainException.notFound());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongMethod(HttpRequestMethodNotSupportedException e) {
        var no =
                new DomainException(
                        405, "method_not_allowed", "This address does not take this method.");
        Set<HttpMethod> taken = e.getSupportedHttpMethods();
        return problems.answer(no, headers -> headers.setAllow(taken == null ? Set.of() : taken));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongMediaType(HttpMediaTypeNotSupportedException e) {
        return problems.answer(
                new DomainException(
                        415, "unsupported_media_type", "Send the body as application/json."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notAcceptable(HttpMediaTypeNotAcceptableException e) {
        return problems.answer(
                new DomainException(
                        406, "not_acceptable", "This address answers with another media type."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLarge(MaxUploadSizeExceededException e) {
        return problems.answer(
                new DomainException(413, "payload_too_large", "The upload is too large."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> lostUpdate(OptimisticLockingFailureException e) {
        return problems.answer(
                DomainException.conflict(
                        "version_conflict",
                        "Somebody changed this at the same moment. Load it again."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> remoteNo(RemoteProblemException e) {
        log.atWarn()
                .addKeyValue("code", e.code())
                .addKeyValue("status", e.status())
                .log("unhandled answer of a service");
        return problems.answer(
                DomainException.unavailable(
                        "A part of the system is busy. Try again.", RETRY_SECONDS));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> remoteAway(RemoteUnavailableException e) {
        log.atWarn().addKeyValue("remote", e.service()).log("service away");
        return problems.answer(
                DomainException.unavailable(
                        "A part of the system is away. Try again.", RETRY_SECONDS));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> feignAway(feign.FeignException e) {
        log.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("service away");
        return problems.answer(
                DomainException.unavailable(
                        "A part of the system is away. Try again.", RETRY_SECONDS));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<byte[]> databaseAway(Exception e) {
        if (noConnectionWasFree(e)) {
            log.atWarn().log("no database connection became free in time");
            return problems.answer(
                    DomainException.unavailable(
                            "Too much is going on just now. Try again.", RETRY_SECONDS));
        }
        log.atError().setCause(e).log("database away");
        return problems.answer(
                DomainException.unavailable("The database is away. Try again.", RETRY_SECONDS));
    }

    /** The pool names what kept it from connecting as the cause; without one it was only busy. */
    private static boolean noConnectionWasFree(Exception e) {
        return NestedExceptionUtils.getMostSpecificCause(e)
                instanceof SQLTransientConnectionException;
    }

    /** The database cut a statement at the caller's deadline. */
    @ExceptionHandler
    ResponseEntity<byte[]> tookTooLong(QueryTimeoutException e) {
        log.atWarn().log("a statement took longer than somebody waits");
        return problems.answer(
                DomainException.unavailable("This took too long. Try again.", RETRY_SECONDS));
    }

    /** The security filters answer these. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException e) {
        throw e;
    }

    /** The reader has left; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.atDebug().log("client left before the answer was written");
    }

    @ExceptionHandler
    ResponseEntity<byte[]> fault(Exception e) {
        log.atError().setCause(e).log("request failed");
        return problems.answer(
                new DomainException(
                        500,
                        "internal_error",
                        "Something went wrong on our side. Tell support the trace id."));
    }
}
