package io.resolutionflow.platform.secret;

/**
 * A secret as the database holds it.
 *
 * @param keyId the key of the keyset it was sealed with, so that rows of an older key can be found
 */
public record Sealed(byte[] ciphertext, long keyId) {}
