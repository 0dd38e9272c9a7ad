package io.resolutionflow.session.upload.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be uploaded (contract-sessions §4.8). A name decides nothing, the bytes do. */
public enum FileType {
    PNG("image/png", 5),
    JPEG("image/jpeg", 5),
    GIF("image/gif", 5),
    WEBP("image/webp", 5),
    PDF("application/pdf", 5),
    CSV("text/csv", 1),
    TEXT("text/plain", 1);

    /** The largest size of any type, in bytes. */
    public static final long LARGEST = 5L * 1024 * 1024;

    private static final int MIB = 1024 * 1024;
    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_MAGIC = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private final String contentType;
    private final long limit;

    FileType(String contentType, int mebibytes) {
        this.contentType = contentType;
        this.limit = (long) mebibytes * MIB;
    }

    public String contentType() {
        return contentType;
    }

    /** In bytes. */
    public long limit() {
        return limit;
    }

    public boolean isImage() {
        return contentType.startsWith("image/");
    }

    public boolean isText() {
        return contentType.startsWith("text/");
    }

    public static Optional<FileType> ofContentType(String contentType) {
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst();
    }

    /**
     * @param filename tells only a table from other text, which bytes cannot
     * @return empty for everything that is not allowed
     */
    public static Optional<FileType> of(byte[] bytes, String filename) {
        if (begins(bytes, PNG_MAGIC)) {
            return Optional.of(PNG);
        }
        if (begins(bytes, JPEG_MAGIC)) {
            return Optional.of(JPEG);
        }
        if (begins(bytes, ascii("GIF87a")) || begins(bytes, ascii("GIF89a"))) {
            return Optional.of(GIF);
        }
        if (begins(bytes, ascii("RIFF"))
                && bytes.length >= 12
                && Arrays.equals(Arrays.copyOfRange(bytes, 8, 12), ascii("WEBP"))) {
            return Optional.of(WEBP);
        }
        if (begins(bytes, ascii("%PDF-"))) {
            return Optional.of(PDF);
        }
        return PlainText.of(bytes)
                .filter(text -> !Markup.isActive(text))
                .map(text -> filename.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : TEXT);
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length
                && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
