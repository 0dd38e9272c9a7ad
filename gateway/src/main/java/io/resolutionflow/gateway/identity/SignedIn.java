package io.resolutionflow.gateway.identity;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.identity.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A caller whose token was verified, with the header values that tell a service who he is.
 *
 * @param until his token is refused from then on, skew included
 * @param roles for the header, comma separated
 * @param encodedName names are not ASCII; services show the token's name, this one is for logs of
 *     proxies
 */
record SignedIn(Caller caller, Instant until, String roles, String encodedName) {

    /** Attribute of the exchange. */
    static final String ATTRIBUTE = SignedIn.class.getName();

    static SignedIn of(Caller caller, List<Role> roles, Instant until) {
        return new SignedIn(
                caller,
                until,
                roles.stream().map(Role::wireName).collect(Collectors.joining(",")),
                URLEncoder.encode(caller.name(), StandardCharsets.UTF_8));
    }
}
