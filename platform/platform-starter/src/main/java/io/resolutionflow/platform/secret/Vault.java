package io.resolutionflow.platform.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Seals secrets with an AEAD whose associated data names what they belong to (contract-psa §3): a
 * ciphertext copied to another row or account does not open there.
 */
public class Vault {

    /**
     * Tink keeps a source of random numbers for each thread and searches the class path for a
     * provider when it makes one. In the virtual thread of each request that was a fifth of what a
     * model call costs.
     */
    private static final Executor SEALERS =
            Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("sealer-", 0).factory());

    private final KeysetHandle keyset;
    private final Aead aead;

    public Vault(KeysetHandle keyset) {
        this.keyset = keyset;
        try {
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset for secrets is not usable", e);
        }
    }

    /** The key that new secrets are sealed with; rows of another one wait to be sealed anew. */
    public long primaryKeyId() {
        return keyset.getPrimary().getId();
    }

    /**
     * @param owner what the secret belongs to, with account and row: {@code
     *     "psa_connection|credentials|<account>|<id>"}
     */
    public Sealed seal(String owner, byte[] plain) {
        return CompletableFuture.supplyAsync(() -> sealed(owner, plain), SEALERS).join();
    }

    private Sealed sealed(String owner, byte[] plain) {
        try {
            return new Sealed(aead.encrypt(plain, associated(owner)), primaryKeyId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /**
     * @throws UnreadableSecret when the ciphertext does not belong to this owner
     */
    public byte[] open(String owner, byte[] ciphertext) {
        try {
            return aead.decrypt(ciphertext, associated(owner));
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecret(e);
        }
    }

    private static byte[] associated(String owner) {
        return owner.getBytes(StandardCharsets.UTF_8);
    }
}
