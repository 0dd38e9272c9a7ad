package io.resolutionflow.aigateway.plan.web;

import io.resolutionflow.aigateway.plan.ChangeSettings;
import io.resolutionflow.aigateway.plan.Entitlements;
import io.resolutionflow.aigateway.plan.SettingView;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The account's AI switches (contract-ai §2.1). */
@RestController
@RequestMapping("/api/v1/ai/settings")
@Requires(Gate.OWNER_ADMIN)
class SettingsController {

    private final Entitlements entitlements;
    private final ChangeSettings changeSettings;

    SettingsController(Entitlements entitlements, ChangeSettings changeSettings) {
        this.entitlements = entitlements;
        this.changeSettings = changeSettings;
    }

    @GetMapping
    SettingView read(Caller caller) {
        return SettingView.of(entitlements.of(caller.account()).setting());
    }

    @PutMapping
    SettingView write(Caller caller, @Valid @RequestBody SettingsRequest request) {
        return SettingView.of(changeSettings.change(caller, caller.account(), request.change()));
    }
}
