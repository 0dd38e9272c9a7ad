package io.resolutionflow.handoff.channel;

import io.resolutionflow.platform.secret.Sealed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels of the bound account; in a transaction of the caller unless said otherwise. */
public interface Channels {

    /**
     * All, the built-in one first, then oldest first. Makes the built-in one when it is missing.
     */
    List<Channel> all();

    Optional<Channel> find(UUID id);

    /** With the row locked to the end of the transaction. */
    Optional<Channel> lock(UUID id);

    /** How many there are without the built-in one, with further creations held back. */
    int countForCreation();

    void insert(Channel channel, Sealed secrets);

    /**
     * @param secrets null keeps them
     */
    void save(Channel channel, @Nullable Sealed secrets);

    void delete(UUID id);

    /** Empty for the built-in channel. */
    Optional<byte[]> ciphertext(UUID id);

    record Stored(UUID accountId, UUID id) {}

    /** Channels of all accounts that were sealed with another key: ids only, own transaction. */
    List<Stored> sealedWithOtherKeys(long currentKey, int max);
}
