package io.resolutionflow.platform.paging;

import io.resolutionflow.platform.problem.DomainException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A checked request for one page. Cursors are opaque and bound to {@code binding} (user and
 * filters), so that one taken from another list, user or account is 422 {@code invalid_cursor}.
 *
 * @param limit rows wanted; fetch {@link #fetch()} to learn whether there are more
 * @param after continue behind this row, or null for the first page
 * @param skip rows to pass over, 0–10,000; only without a cursor
 */
public record PageQuery(int limit, @Nullable Keyset after, int skip, String binding) {

    private static final int MAX_SKIP = 10_000;
    private static final int KEYSET_BYTES = 8 + 4 + 16;
    private static final int DIGEST_BYTES = 8;

    /**
     * @throws DomainException 422 {@code validation_failed} for a limit or skip out of range,
     *     {@code paging_conflict} for a cursor with skip, {@code invalid_cursor}
     */
    public static PageQuery of(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable Integer skip,
            int defaultLimit,
            int maxLimit,
            String binding) {
        int rows = inRange("limit", limit, defaultLimit, 1, maxLimit);
        int skipped = inRange("skip", skip, 0, 0, MAX_SKIP);
        if (cursor != null && skip != null) {
            throw DomainException.unprocessable(
                    "paging_conflict", "Use either cursor or skip, not both.");
        }
        return new PageQuery(
                rows, cursor == null ? null : decode(cursor, binding), skipped, binding);
    }

    /** One more than asked for: its presence tells that a next page exists. */
    public int fetch() {
        return limit + 1;
    }

    /** Answers a page with its {@code Link: …; rel="next"} header. */
    public <T> ResponseEntity<List<T>> respond(List<T> fetched, Function<T, Keyset> key) {
        if (fetched.size() <= limit) {
            return ResponseEntity.ok(fetched);
        }
        List<T> page = fetched.subList(0, limit);
        String next =
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .scheme(null)
                        .host(null)
                        .port(null)
                        .replaceQueryParam("skip")
                        .replaceQueryParam("cursor", encode(key.apply(page.getLast()), binding))
                        .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                .body(page);
    }

    static String encode(Keyset key, String binding) {
        var bytes = ByteBuffer.allocate(DIGEST_BYTES + KEYSET_BYTES);
        bytes.put(digest(binding))
                .putLong(key.at().getEpochSecond())
                .putInt(key.at().getNano())
                .putLong(key.id().getMostSignificantBits())
                .putLong(key.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Keyset decode(String cursor, String binding) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(cursor);
            if (raw.length != DIGEST_BYTES + KEYSET_BYTES
                    || !Arrays.equals(Arrays.copyOf(raw, DIGEST_BYTES), digest(binding))) {
                throw invalidCursor();
            }
            var bytes = ByteBuffer.wrap(raw).position(DIGEST_BYTES);
            return new Keyset(
                    Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
                    new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw invalidCursor();
        }
    }

    private static DomainException invalidCursor() {
        return DomainException.unprocessable(
                "invalid_cursor",
                "This cursor does not belong to this list. Start again without it.");
    }

    private static int inRange(
            String field, @Nullable Integer value, int otherwise, int min, int max) {
        int chosen = value == null ? otherwise : value;
        if (chosen < min || chosen > max) {
            throw DomainException.invalid(
                    field, "out_of_range", "Must be between " + min + " and " + max + ".");
        }
        return chosen;
    }

    private static byte[] digest(String binding) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(binding.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
