package io.resolutionflow.session.upload;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where bytes are kept. Never called inside a transaction; every act may be repeated. */
public interface FileStore {

    /** The first part of the keys this store made, before a colon. */
    String scheme();

    /** The key under which this upload's bytes will be found. */
    String keyOf(Upload upload);

    void put(Upload upload, byte[] bytes);

    byte[] get(Upload upload);

    void delete(Upload upload);

    /** A link that works by itself for a while, where the store has such. */
    default Optional<URI> link(Upload upload, Duration validity) {
        return Optional.empty();
    }
}
