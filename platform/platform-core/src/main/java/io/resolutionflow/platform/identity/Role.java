package io.resolutionflow.platform.identity;

import java.util.Arrays;
import java.util.Optional;

/** Roles of architecture §1, highest first. The highest role of a token counts. */
public enum Role {
    SUPER_ADMIN,
    OWNER,
    ADMIN,
    ENGINEER,
    L1_TECH,
    VIEWER;

    /** The name in tokens and answers: {@code l1_tech}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Role> fromWireName(String name) {
        return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }
}
