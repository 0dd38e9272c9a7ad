package io.resolutionflow.e2e.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Deque's axe-core in a page: every rule of WCAG 2.2 A and AA. */
final class Axe {

    private static final String RUN =
            """
            async () => {
              const result = await axe.run(document, {
                runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
                resultTypes: ['violations'],
              });
              return result.violations.flatMap(rule => rule.nodes.map(
                node => `${rule.id}: ${rule.help}\\n      ${node.target.join(' ')}\\n      ${node.any.concat(node.all, node.none)[0]?.message ?? ''}`));
            }
            """;

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
    @SuppressWarnings("unchecked")
    List<String> violations(Page page) {
        if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(script);
        }
        return (List<String>) page.evaluate(RUN);
    }
}
