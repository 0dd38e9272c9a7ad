package io.resolutionflow.handoff.notification.web;

import io.resolutionflow.handoff.notification.EditSettings;
import io.resolutionflow.handoff.notification.MailPreferences;
import io.resolutionflow.handoff.notification.NotificationSettings;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a person, and what the account wants to hear (contract-handoffs §7.3). */
@RestController
@RequestMapping("/api/v1/notifications")
class ChoiceController {

    private final MailPreferences preferences;
    private final EditSettings settings;

    ChoiceController(MailPreferences preferences, EditSettings settings) {
        this.preferences = preferences;
        this.settings = settings;
    }

    /**
     * @param email every event key, chosen or by default
     */
    record PreferencesView(Map<String, Boolean> email) {}

    @Requires(Gate.ACTIVE)
    @GetMapping("/preferences")
    PreferencesView preferences(Caller caller) {
        return new PreferencesView(preferences.of(caller.userId()));
    }

    @Requires(Gate.ACTIVE)
    @PatchMapping("/preferences")
    PreferencesView changePreferences(@RequestBody JsonNode body, Caller caller) {
        return new PreferencesView(
                preferences.change(caller.userId(), ChoiceBodies.preferences(body)));
    }

    @Requires(Gate.OWNER_ADMIN)
    @GetMapping("/settings")
    NotificationSettings settings() {
        return settings.read();
    }

    @Requires(Gate.OWNER_ADMIN)
    @PatchMapping("/settings")
    NotificationSettings changeSettings(@RequestBody JsonNode body, Caller caller) {
        return settings.change(ChoiceBodies.settings(body), caller);
    }
}
