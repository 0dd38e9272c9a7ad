package io.resolutionflow.platform.identity;

import java.util.List;
import java.util.Locale;

/**
 * Names of the identity headers the gateway injects (architecture §5.2) and the rule which inbound
 * names are never trusted.
 */
public final class TenantHeaders {

    public static final String ACCOUNT_ID = "X-RF-Account-Id";
    public static final String TEAM_ID = "X-RF-Team-Id";
    public static final String USER_ID = "X-RF-User-Id";
    public static final String USER_NAME = "X-RF-User-Name";
    public static final String ROLES = "X-RF-Roles";
    public static final String CAN_COVER_L1 = "X-RF-Can-Cover-L1";

    /**
     * Milliseconds that the caller still waits; a span and not a time of day, because clocks
     * differ.
     */
    public static final String TIME_LEFT = "X-RF-Time-Left";

    /** Read by the gateway from a super_admin, then removed. */
    public static final String ACT_AS_ACCOUNT = "X-RF-Act-As-Account";

    private static final List<String> UNTRUSTED_PREFIXES =
            List.of("x-rf-", "x-tenant", "x-user", "x-forwarded");

    private TenantHeaders() {}

    /**
     * Whether an inbound header must not pass the gateway: any case, and with underscores for
     * hyphens too.
     */
    public static boolean isUntrusted(String headerName) {
        if (!mayBeUntrusted(headerName)) {
            return false;
        }
        String name = headerName.toLowerCase(Locale.ROOT).replace('_', '-').strip();
        return name.equals("forwarded") || UNTRUSTED_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** By the first letter, which spares most headers of a request the rest. */
    private static boolean mayBeUntrusted(String headerName) {
        if (headerName.isEmpty()) {
            return false;
        }
        char first = headerName.charAt(0);
        return first == 'x'
                || first == 'X'
                || first == 'f'
                || first == 'F'
                || first <= ' '
                || first > '~';
    }
}
