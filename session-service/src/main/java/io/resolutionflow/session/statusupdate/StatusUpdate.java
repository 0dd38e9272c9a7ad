package io.resolutionflow.session.statusupdate;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A finished update (contract-sessions §4.4). */
public record StatusUpdate(
        String audience,
        String length,
        @Nullable String subject,
        String text,
        String answerSource,
        long stateVersion,
        Instant generatedAt) {

    /** For whom. */
    public enum Audience {
        TICKET_NOTES,
        CLIENT_UPDATE,
        EMAIL_DRAFT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much. */
    public enum Length {
        QUICK(80),
        DETAILED(300);

        private final int words;

        Length(int words) {
            this.words = words;
        }

        public int words() {
            return words;
        }

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
