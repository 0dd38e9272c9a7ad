package io.resolutionflow.stack.simulator.connectwise;

import io.resolutionflow.stack.simulator.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET /login/companyinfo/{companyId}}: tells the codebase to anybody; unknown companies are
 * JSON null.
 */
final class CompanyInfo {

    private CompanyInfo() {}

    static Reply reply(String companyId, Codebase codebase) {
        if (!companyId.equalsIgnoreCase(Credentials.COMPANY_ID)) {
            return Reply.wire(200, Map.of()).withBody("null".getBytes(StandardCharsets.UTF_8));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("CompanyName", "Acme MSP (ConnectWise simulator)");
        body.put("Codebase", codebase.current() + "/");
        body.put("VersionCode", codebase.current().replaceFirst("_", "."));
        body.put("VersionNumber", "v2026.1.0 simulator");
        body.put("CompanyID", Credentials.COMPANY_ID);
        body.put("IsCloud", "True");
        return Reply.wire(200, body);
    }
}
