package io.resolutionflow.session.ai;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a problem can be about (contract-sessions §5). */
public final class ProblemDomains {

    private static final Set<String> ALL =
            Set.of(
                    "email-m365",
                    "remote-access",
                    "printing",
                    "identity-access",
                    "network-wifi",
                    "collaboration-teams",
                    "files-onedrive",
                    "security",
                    "performance",
                    "hardware",
                    "business-apps",
                    "user-lifecycle",
                    "software-request",
                    "other");

    private ProblemDomains() {}

    /** An unknown one is {@code other}; none stays none. */
    public static @Nullable String known(@Nullable String given) {
        return given == null || ALL.contains(given) ? given : "other";
    }
}
