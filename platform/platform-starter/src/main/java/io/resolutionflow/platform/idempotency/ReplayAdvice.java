package io.resolutionflow.platform.idempotency;

import io.resolutionflow.platform.idempotency.IdempotencyStore.Stored;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Sends a stored answer again, byte for byte. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReplayAdvice {

    @ExceptionHandler
    ResponseEntity<byte[]> again(ReplayedAnswer replayed) {
        Stored stored = replayed.answer();
        var answer = ResponseEntity.status(stored.status());
        stored.headers().forEach(answer::header);
        answer.header("Idempotency-Replayed", "true");
        return stored.body().length == 0 ? answer.build() : answer.body(stored.body());
    }
}
