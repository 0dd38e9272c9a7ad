package io.resolutionflow.l1walk.aibuild;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a generator proposes; ids, option values and depth are added here, not there. */
public record NodeDraft(
        String type,
        String text,
        @Nullable String detail,
        List<String> options,
        @Nullable String yesLabel,
        @Nullable String noLabel,
        @Nullable String reasonCategory) {}
