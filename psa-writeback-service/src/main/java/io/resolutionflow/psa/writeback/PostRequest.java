package io.resolutionflow.psa.writeback;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text its handler wants posted; form checked (contract-psa §7).
 *
 * @param summary resolution summary or escalation reason; derived when null or blank
 * @param visibility notes only; the account's preference when null
 * @param stateVersion of the preview the text came from
 */
public record PostRequest(
        String markdown,
        @Nullable String summary,
        @Nullable UUID targetUserId,
        @Nullable String priority,
        @Nullable String visibility,
        @Nullable Long stateVersion) {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{C}\\s]*");

    /** Whether a ticket would show nothing of it: white space of any kind, or marks alone. */
    public static boolean saysNothing(String markdown) {
        return UNSEEN.matcher(PlainText.of(markdown)).matches();
    }
}
