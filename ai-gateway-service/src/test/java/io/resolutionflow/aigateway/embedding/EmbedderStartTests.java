package io.resolutionflow.aigateway.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.aigateway.provider.EmbedderChoice;
import io.resolutionflow.aigateway.provider.client.EmbeddersFixture;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An embedder that could never serve stops the start, with what is wrong and what to do. */
class EmbedderStartTests {

    @ParameterizedTest
    @CsvSource({
        "nobody, sim-embed, 384, names no endpoint",
        "vendor, '', 384, has no model",
        "vendor, sim-embed, 1536, asks for 1536 dimensions",
        "keyless, sim-embed, 384, has an endpoint that cannot be called",
        "chatter, sim-embed, 384, names no endpoint"
    })
    void a_configuration_that_makes_no_sense_is_refused(
            String endpoint, String model, int dimensions, String why) {
        assertThatThrownBy(() -> EmbeddersFixture.choice(endpoint, model, dimensions))
                .hasMessageContaining("rf.ai.embedder " + why);
    }

    @ParameterizedTest
    @CsvSource({"sim-fixed-dims, gives 1536 dimensions", "sim-unheard-of, is not there"})
    void a_model_that_cannot_give_384_dimensions_is_refused(String model, String why) {
        assertThatThrownBy(() -> probe(model)).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"sim-embed", "sim-529", "sim-status-401"})
    void one_that_serves_or_is_only_away_is_not(String model) {
        assertThatCode(() -> probe(model)).doesNotThrowAnyException();
    }

    @Test
    void nothing_is_asked_where_the_embedder_of_the_process_serves() {
        assertThat(EmbeddersFixture.choice("", "", 384).remote()).isEmpty();
    }

    private static void probe(String model) {
        EmbedderChoice choice = EmbeddersFixture.choice("vendor", model, 384);
        new EmbedderProbe(choice, Clock.systemUTC()).afterSingletonsInstantiated();
    }
}
