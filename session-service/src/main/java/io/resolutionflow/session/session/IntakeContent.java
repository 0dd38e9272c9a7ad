package io.resolutionflow.session.session;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was told when the session began (contract-sessions §4.1). */
public record IntakeContent(
        @Nullable String text,
        @Nullable String log,
        List<UUID> uploadIds,
        @Nullable String clientName,
        @Nullable String contactName,
        @Nullable String assetName) {

    public static final IntakeContent EMPTY =
            new IntakeContent(null, null, List.of(), null, null, null);
}
