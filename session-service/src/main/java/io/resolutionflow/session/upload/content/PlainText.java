package io.resolutionflow.session.upload.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Text out of bytes: UTF-8, else Windows-1252; UTF-16 only where a byte order mark says so, as
 * Windows' own tools write it.
 */
public final class PlainText {

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"));
    private static final String BOM = "\uFEFF";

    private PlainText() {}

    /** Empty when the bytes are no text: control characters give a binary away. */
    public static Optional<String> of(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length >= 2 && hasUtf16Mark(bytes)) {
            return decoded(bytes, StandardCharsets.UTF_16).filter(PlainText::readable);
        }
        return CHARSETS.stream()
                .flatMap(charset -> decoded(bytes, charset).stream())
                .filter(PlainText::readable)
                .findFirst();
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0xff && second == 0xfe || first == 0xfe && second == 0xff;
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            // a new decoder reports what it cannot read
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith(BOM) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean readable(String text) {
        return text.chars().noneMatch(PlainText::binary);
    }

    /**
     * Tabs, line ends, form feeds and colours of a terminal occur in logs; other controls do not.
     */
    private static boolean binary(int c) {
        return Character.isISOControl(c)
                && c != '\t'
                && c != '\n'
                && c != '\r'
                && c != '\f'
                && c != '\b'
                && c != 0x1b
                && c != 0x85;
    }
}
