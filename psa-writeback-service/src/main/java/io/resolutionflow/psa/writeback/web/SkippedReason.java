package io.resolutionflow.psa.writeback.web;

import org.jspecify.annotations.Nullable;

/** Why a ticket's status was left as it was, for people: no names of settings (KD-42). */
final class SkippedReason {

    private SkippedReason() {}

    static @Nullable String of(@Nullable String code) {
        return switch (code) {
            case null -> null;
            case "switched_off" ->
                    "The note is in the ticket. Its status was left as it is, as your account asked for.";
            default ->
                    "The note is in the ticket. Its status was left as it is because no target status is set up for this board.";
        };
    }
}
