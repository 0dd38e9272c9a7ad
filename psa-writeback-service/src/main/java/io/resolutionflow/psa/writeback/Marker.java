package io.resolutionflow.psa.writeback;

import io.resolutionflow.psa.secret.MarkerKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The mark a note is found by: plain ASCII, the note's own last line (contract-psa §9). */
@Component
public class Marker {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;

    private final MarkerKey key;

    Marker(MarkerKey key) {
        this.key = key;
    }

    /** {@code RF-} and 12 characters; the same for the same write-back, always. */
    String of(UUID account, UUID writeback) {
        byte[] mac = key.sign((account + "|" + writeback).getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << 8) | (mac[i] & 0xFF);
        }
        var text = new StringBuilder("RF-");
        for (int i = 0; i < LENGTH; i++) {
            text.append(CROCKFORD.charAt((int) (bits >>> (Long.SIZE - 5))));
            bits <<= 5;
        }
        return text.toString();
    }

    /** As it stands in a note. */
    static String line(String marker, int part, int parts) {
        return parts == 1
                ? "[ref " + marker + "]"
                : "[ref " + marker + " " + part + "/" + parts + "]";
    }
}
