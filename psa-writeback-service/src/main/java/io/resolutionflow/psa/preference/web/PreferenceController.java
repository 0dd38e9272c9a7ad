package io.resolutionflow.psa.preference.web;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.InternalApi;
import io.resolutionflow.platform.security.Requires;
import io.resolutionflow.psa.preference.AccountPreferences;
import io.resolutionflow.psa.preference.Preferences;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Preferences of the caller's account (contract-psa §5, §15). */
@RestController
class PreferenceController {

    private static final String PATH = "/api/v1/accounts/me/preferences";

    private final Preferences preferences;

    PreferenceController(Preferences preferences) {
        this.preferences = preferences;
    }

    @GetMapping(PATH)
    @Requires(Gate.ENGINEER)
    AccountPreferences get() {
        return preferences.get();
    }

    @PatchMapping(PATH)
    @Requires(Gate.ENGINEER)
    AccountPreferences patch(Caller caller, @RequestBody JsonNode patch) {
        return preferences.patch(caller, patch);
    }

    @GetMapping("/internal/v1/psa/preferences")
    @InternalApi
    AccountPreferences forServices() {
        return preferences.get();
    }
}
