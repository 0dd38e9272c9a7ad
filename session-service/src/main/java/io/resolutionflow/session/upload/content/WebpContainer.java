package io.resolutionflow.session.upload.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Keeps a WebP file's picture chunks; profiles, EXIF, XMP and whatever is appended stay behind. */
final class WebpContainer {

    private static final Set<String> PICTURES =
            Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");
    private static final int HEAD = 12;

    /** Bits of VP8X that announce an ICC profile, EXIF and XMP. */
    private static final int ANNOUNCED = 0x20 | 0x08 | 0x04;

    private WebpContainer() {}

    static Optional<byte[]> picturesOnly(byte[] file) {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = Math.min(file.length, 8 + Integer.toUnsignedLong(in.getInt(4)));
        var kept = new ByteArrayOutputStream(file.length);
        boolean picture = false;
        int at = HEAD;
        while (at + 8 <= end) {
            String name = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            long size = Integer.toUnsignedLong(in.getInt(at + 4));
            long next = at + 8 + size + (size & 1);
            if (at + 8 + size > end) {
                return Optional.empty();
            }
            if (PICTURES.contains(name)) {
                picture |= !name.equals("VP8X") && !name.equals("ANIM");
                append(kept, file, at, (int) size, name);
            }
            at = (int) Math.min(next, end);
        }
        return picture ? Optional.of(wrapped(kept.toByteArray())) : Optional.empty();
    }

    private static void append(
            ByteArrayOutputStream kept, byte[] file, int at, int size, String name) {
        byte[] body = java.util.Arrays.copyOfRange(file, at + 8, at + 8 + size);
        if (name.equals("VP8X") && size > 0) {
            body[0] = (byte) (body[0] & ~ANNOUNCED);
        }
        kept.write(file, at, 8);
        kept.writeBytes(body);
        if ((size & 1) == 1) {
            kept.write(0);
        }
    }

    private static byte[] wrapped(byte[] chunks) {
        return ByteBuffer.allocate(HEAD + chunks.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + chunks.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(chunks)
                .array();
    }
}
