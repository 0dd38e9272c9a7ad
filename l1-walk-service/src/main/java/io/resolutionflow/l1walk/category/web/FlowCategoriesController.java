package io.resolutionflow.l1walk.category.web;

import io.resolutionflow.l1walk.category.L1Categories;
import io.resolutionflow.l1walk.flow.FlowRepository;
import io.resolutionflow.platform.security.Gate;
import io.resolutionflow.platform.security.Requires;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Categories with how many flows the account can walk in each (contract-l1 §9.2). */
@RestController
@Requires(Gate.ACTIVE)
class FlowCategoriesController {

    private final L1Categories categories;
    private final FlowRepository flows;

    FlowCategoriesController(L1Categories categories, FlowRepository flows) {
        this.categories = categories;
        this.flows = flows;
    }

    record CategoryRow(String key, String label, long flowCount, boolean aiBuildEnabled) {}

    @GetMapping("/api/v1/flows/categories")
    List<CategoryRow> categories() {
        Map<String, Long> counts = flows.walkableByCategory();
        var settings = categories.settings();
        return settings.available().stream()
                .map(c ->
                        new CategoryRow(
                                c.key(),
                                c.label(),
                                counts.getOrDefault(c.key(), 0L),
                                settings.enabled().contains(c.key())))
                .toList();
    }
}
