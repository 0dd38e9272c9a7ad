package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Two services carry the shipped flow library, because services do not depend on each other; it
 * must stay one library.
 */
class ShippedLibraryTests {

    @Test
    void the_walked_library_and_the_assistants_runbooks_are_the_same_bytes() {
        Path root = Path.of("..");
        String content = "src/main/resources/content/demo-flows.json";

        assertThat(root.resolve("ai-gateway-service").resolve(content))
                .hasSameBinaryContentAs(root.resolve("l1-walk-service").resolve(content));
    }
}
