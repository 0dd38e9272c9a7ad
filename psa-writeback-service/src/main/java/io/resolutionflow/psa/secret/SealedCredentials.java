package io.resolutionflow.psa.secret;

/**
 * Credentials as the database holds them.
 *
 * @param keyId the key of the keyset they were sealed with, so that rows of an older key can be
 *     found
 */
public record SealedCredentials(byte[] ciphertext, long keyId) {}
