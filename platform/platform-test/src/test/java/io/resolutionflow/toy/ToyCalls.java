package io.resolutionflow.toy;

import io.resolutionflow.platform.deadline.Deadline;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import java.net.URI;
import java.time.Duration;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that calls another, which is itself. */
@RestController
class ToyCalls {

    /** What the other service answers. */
    record TimeLeft(long milliseconds) {}

    @FeignClient(name = "other", url = "http://127.0.0.1")
    interface Other {

        @GetMapping("/internal/v1/time-left")
        TimeLeft timeLeft(URI address);
    }

    private final Other other;

    ToyCalls(Other other) {
        this.other = other;
    }

    @Requires(Gate.ACTIVE)
    @GetMapping("/api/v1/time-left")
    TimeLeft asked(@RequestParam int port) {
        return other.timeLeft(URI.create("http://127.0.0.1:" + port));
    }

    /** Minus one when nobody named a deadline. */
    @InternalApi
    @GetMapping("/internal/v1/time-left")
    TimeLeft timeLeft() {
        return new TimeLeft(Deadline.left().map(Duration::toMillis).orElse(-1L));
    }
}
