package io.resolutionflow.stack.simulator.autotask;

import io.resolutionflow.stack.simulator.fault.CallFaults;
import io.resolutionflow.stack.simulator.fault.Mode;
import io.resolutionflow.stack.simulator.http.Request;

/**
 * Three headers on every call. While {@code auth_expired} is on, {@code args.secret} names the
 * secret that works.
 */
final class AutotaskCredentials {

    private static final String INTEGRATION_CODE = "RFSIMULATOR0001";
    private static final String SECRET = "rfsecret";

    private AutotaskCredentials() {}

    static boolean accepts(Request request, CallFaults faults) {
        if (!carries(request, "ApiIntegrationCode", INTEGRATION_CODE)
                || !carries(request, "UserName", AutotaskSeed.API_USER)) {
            return false;
        }
        var replacement =
                faults.on(Mode.AUTH_EXPIRED)
                        .findFirst()
                        .map(fault -> fault.arguments().text("secret").orElse(""));
        if (replacement.isEmpty()) {
            return carries(request, "Secret", SECRET);
        }
        if (!replacement.get().isEmpty() && carries(request, "Secret", replacement.get())) {
            return true;
        }
        faults.take(Mode.AUTH_EXPIRED);
        return false;
    }

    private static boolean carries(Request request, String header, String value) {
        return request.header(header).filter(value::equals).isPresent();
    }
}
