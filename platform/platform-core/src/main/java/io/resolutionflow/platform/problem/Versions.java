package io.resolutionflow.platform.problem;

import java.util.function.Supplier;

/**
 * Bodies that replace something carry the {@code version} they were made from (architecture §4).
 * Compare it under the row's lock, or write with {@code … and version = ?} and compare when no row
 * was hit.
 */
public final class Versions {

    private Versions() {}

    /**
     * Returns when nobody changed the thing since the caller read it.
     *
     * @param current what the caller has to merge with; asked for only when the versions differ
     * @throws DomainException 409 {@code version_conflict} with {@code current_version} and {@code
     *     current}
     */
    public static void require(long sent, long stored, Supplier<?> current, String detail) {
        if (sent != stored) {
            throw conflict(stored, detail).with("current", current.get());
        }
    }

    /** 409 {@code version_conflict} with {@code current_version} and no {@code current}. */
    public static DomainException conflict(long stored, String detail) {
        return DomainException.conflict("version_conflict", detail).with("current_version", stored);
    }
}
