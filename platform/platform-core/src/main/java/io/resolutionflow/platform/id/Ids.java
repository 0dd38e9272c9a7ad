package io.resolutionflow.platform.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * Makes ids: UUIDv7, time-ordered, so that new rows land at the end of an index. Injected, so that
 * a test can fix them.
 */
@FunctionalInterface
public interface Ids {

    /** A new id, never handed out before. */
    UUID next();

    /** The generator of production: UUIDv7 with a random tail. */
    static Ids timeOrdered() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
