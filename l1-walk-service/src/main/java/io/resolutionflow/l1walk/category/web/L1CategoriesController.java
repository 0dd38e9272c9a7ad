package io.resolutionflow.l1walk.category.web;

import io.resolutionflow.l1walk.category.L1Categories;
import io.resolutionflow.l1walk.category.L1Categories.Settings;
import io.resolutionflow.l1walk.text.RequestFields;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/me/l1-categories} (contract-l1 §8). */
@RestController
@RequestMapping("/api/v1/accounts/me/l1-categories")
@Requires(Gate.OWNER_ADMIN)
class L1CategoriesController {

    private final L1Categories categories;

    L1CategoriesController(L1Categories categories) {
        this.categories = categories;
    }

    record ChangeRequest(@Nullable List<@Nullable String> enabled, @Nullable Integer version) {}

    @GetMapping
    Settings settings() {
        return categories.settings();
    }

    @PatchMapping
    Settings change(@RequestBody ChangeRequest request, Caller caller) {
        var fields = new RequestFields();
        List<@Nullable String> enabled = request.enabled();
        fields.require(enabled != null, "enabled", "required", "Send the full list of keys.");
        fields.check();
        List<String> keys =
                enabled == null
                        ? List.of()
                        : enabled.stream().map(key -> key == null ? "" : key.strip()).toList();
        return categories.replace(keys, request.version(), caller);
    }
}
