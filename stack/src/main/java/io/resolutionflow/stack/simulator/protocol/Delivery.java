package io.resolutionflow.stack.simulator.protocol;

import io.resolutionflow.stack.simulator.http.Reply;
import java.time.Duration;

/** How an answer reaches the client, or does not. */
sealed interface Delivery {

    record Plain(Reply reply) implements Delivery {}

    /** Silence first, then the answer to whoever is still there. */
    record Late(Reply reply, Duration silence) implements Delivery {}

    /** Head at once, body in drops. */
    record Dripping(Reply reply, Duration total) implements Delivery {}

    /** Connection closed, nothing sent. */
    record Cut() implements Delivery {}

    /** Connection closed in the middle of the body. */
    record CutInside(Reply reply, int bytes) implements Delivery {}

    default String outcome() {
        return switch (this) {
            case Plain plain -> "answered";
            case Late late -> "answered_late";
            case Dripping dripping -> "answered_in_drops";
            case Cut cut -> "cut";
            case CutInside cut -> "cut_inside_body";
        };
    }

    /** The status that was sent, 0 when none was. */
    default int status() {
        return switch (this) {
            case Plain plain -> plain.reply.status();
            case Late late -> late.reply.status();
            case Dripping dripping -> dripping.reply.status();
            case CutInside cut -> cut.reply.status();
            case Cut cut -> 0;
        };
    }
}
