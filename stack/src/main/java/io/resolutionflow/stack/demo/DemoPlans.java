package io.resolutionflow.stack.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The plans of the demo accounts, set by the platform operator (contract-ai §2.4). */
final class DemoPlans {

    private static final Map<String, String> PLANS =
            Map.of(
                    "a0000000-0000-4000-8000-000000000001", "pro",
                    "b0000000-0000-4000-8000-000000000002", "starter",
                    "c0000000-0000-4000-8000-000000000003", "free");
    private static final List<String> KEPT_SETTINGS =
            List.of(
                    "ai_enabled",
                    "allowed_providers",
                    "offline_on_quota",
                    "redaction",
                    "prompt_log_until",
                    "time_zone",
                    "billing_anchor_day");

    private final PublicApi operator;

    DemoPlans(PublicApi operator) {
        this.operator = operator;
    }

    void apply() throws IOException, InterruptedException {
        for (var plan : PLANS.entrySet()) {
            set("/ai/admin/accounts/" + plan.getKey(), plan.getValue());
        }
    }

    private void set(String path, String plan) throws IOException, InterruptedException {
        JsonNode account = operator.get(path);
        if (plan.equals(account.path("quota").path("plan").path("code").asString(""))) {
            return;
        }
        JsonNode settings = account.path("settings");
        Map<String, Object> body = new LinkedHashMap<>();
        KEPT_SETTINGS.stream()
                .filter(settings::has)
                .forEach(name -> body.put(name, settings.get(name)));
        body.put("plan_code", plan);
        body.put("version", settings.path("version"));
        operator.call("PUT", path, body);
    }
}
