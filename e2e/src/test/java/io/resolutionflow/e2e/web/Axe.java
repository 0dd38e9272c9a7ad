package io.resolutionflow.e2e.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Deque's axe-core in a page: every rule of WCAG 2.2 A and AA. A theme changes colours only, so for
 * the second theme of a page the rules about colours are enough.
 */
final class Axe {

    private static final String RUN =
            """
            async runOnly => {
              const result = await axe.run(document, {
                runOnly,
                resultTypes: ['violations'],
              });
              return result.violations.flatMap(rule => rule.nodes.map(
                node => `${rule.id}: ${rule.help}\\n      ${node.target.join(' ')}\\n      ${node.any.concat(node.all, node.none)[0]?.message ?? ''}`));
            }
            """;

    private static final Map<String, Object> ALL =
            Map.of(
                    "type",
                    "tag",
                    "values",
                    List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));
    private static final Map<String, Object> COLOURS =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

    private final String script;

    Axe() {
        try (var file = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("axe.min.js is not among the test libraries");
            }
            script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What breaks a rule: the rule, where, and why. */
    List<String> violations(Page page) {
        return run(page, ALL);
    }

    /** The same for the rules about colours only. */
    List<String> violationsOfColours(Page page) {
        return run(page, COLOURS);
    }

    @SuppressWarnings("unchecked")
    private List<String> run(Page page, Map<String, Object> rules) {
        if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(script);
        }
        return (List<String>) page.evaluate(RUN, rules);
    }
}
