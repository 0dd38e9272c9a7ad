package io.resolutionflow.psa.writeback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Text as it compares after a ticketing system may have rewritten it: no tags, entities decoded,
 * white space collapsed.
 */
final class NormalisedText {

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>");
    private static final Pattern ENTITY =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);");
    private static final Pattern BLANK = Pattern.compile("[\\s\\u00a0]+");

    private NormalisedText() {}

    static String of(String text) {
        // twice: a tag we sent as text may come back as entities
        String stripped = TAG.matcher(decoded(TAG.matcher(text).replaceAll(" "))).replaceAll(" ");
        return BLANK.matcher(stripped).replaceAll(" ").strip();
    }

    static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(of(text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String text) {
        return ENTITY.matcher(text)
                .replaceAll(match ->
                        java.util.regex.Matcher.quoteReplacement(character(match.group(1))));
    }

    private static String character(String entity) {
        return switch (entity) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> " ";
            default -> {
                int code =
                        entity.charAt(1) == 'x' || entity.charAt(1) == 'X'
                                ? Integer.parseInt(entity.substring(2), 16)
                                : Integer.parseInt(entity.substring(1));
                yield Character.isValidCodePoint(code) ? Character.toString(code) : "";
            }
        };
    }
}
