package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.fault.Fault;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who may come in: fixed keys of one API member; both headers are asked for on every call. */
final class Credentials {

    static final String COMPANY_ID = "acme";

    private static final String PUBLIC_KEY = "rfpub";
    private static final String PRIVATE_KEY = "rfpriv";
    private static final String CLIENT_ID = "11111111-1111-4111-8111-111111111111";

    private Credentials() {}

    static boolean accepts(Request request, CallFaults faults) {
        if (request.header("clientId").filter(CLIENT_ID::equalsIgnoreCase).isEmpty()) {
            return false;
        }
        var expired =
                faults.take(Mode.AUTH_EXPIRED, fault -> !carries(request, replacement(fault)));
        if (expired.isPresent()) {
            return false;
        }
        return carries(request, PRIVATE_KEY) || replaced(request, faults);
    }

    /** While the old key is dead, {@code args.private_key} names the one that works instead. */
    private static boolean replaced(Request request, CallFaults faults) {
        return faults.on(Mode.AUTH_EXPIRED).anyMatch(fault -> carries(request, replacement(fault)));
    }

    private static String replacement(Fault fault) {
        return fault.arguments().text("private_key").orElse("");
    }

    private static boolean carries(Request request, String privateKey) {
        var pair = COMPANY_ID + "+" + PUBLIC_KEY + ":" + privateKey;
        var expected =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return !privateKey.isEmpty()
                && request.header("authorization").filter(expected::equals).isPresent();
    }
}
