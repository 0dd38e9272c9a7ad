package io.resolutionflow.session.upload.content;

import java.util.regex.Pattern;

/** Text that a browser would run or draw is no plain text, whatever its file is called. */
final class Markup {

    private static final int LOOKED_AT = 4096;

    private static final Pattern ACTIVE =
            Pattern.compile(
                    "(?is)\\A\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*(?:<!doctype\\s+(?:html|svg)[^>]*>|<(?:html|head|body|svg|script|iframe|object|embed)\\b).*");

    private Markup() {}

    static boolean isActive(String text) {
        String start = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        return ACTIVE.matcher(start).matches();
    }
}
