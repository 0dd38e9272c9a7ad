package io.resolutionflow.psa.writeback;

import org.jspecify.annotations.Nullable;

/** A ticket status: the id decides, the name is for people. */
public record StatusRef(String id, @Nullable String name) {

    boolean isSame(@Nullable StatusRef other) {
        return other != null && id.equals(other.id);
    }
}
