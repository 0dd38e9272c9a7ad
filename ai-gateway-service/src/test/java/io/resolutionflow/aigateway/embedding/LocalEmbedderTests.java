package io.resolutionflow.aigateway.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalEmbedderTests {

    private final LocalEmbedder embedder = new LocalEmbedder();

    @Test
    void vectors_are_those_of_the_library_whose_weights_it_runs() {
        List<String> texts =
                List.of(
                        "printer prints nothing",
                        "VPN says connected, but the shared drive does not open",
                        "Ünïcödé 漢字 😀",
                        "x");
        var library =
                new AllMiniLmL6V2EmbeddingModel()
                        .embedAll(texts.stream().map(TextSegment::from).toList())
                        .content();

        List<float[]> own = embedder.embed(texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(LocalEmbedder.cosine(own.get(i), library.get(i).vector()))
                    .as(texts.get(i))
                    .isGreaterThan(0.99999);
        }
    }

    @Test
    void a_text_alone_and_in_a_batch_mean_the_same() {
        float[] alone = embedder.embed(List.of("printer")).getFirst();
        float[] among =
                embedder.embed(
                                List.of(
                                        "a much longer neighbour that makes padding necessary",
                                        "printer"))
                        .getLast();

        assertThat(LocalEmbedder.cosine(alone, among)).isGreaterThan(0.99999);
    }

    @Test
    void a_long_text_is_read_to_its_end() {
        String long1 = "The printer has a paper jam. ".repeat(60);
        String long2 = long1 + "The network drive is missing after the VPN connects. ".repeat(60);

        float[] first = embedder.embed(List.of(long1)).getFirst();
        float[] second = embedder.embed(List.of(long2)).getFirst();

        assertThat(second).hasSize(LocalEmbedder.DIMENSIONS);
        assertThat(LocalEmbedder.cosine(first, second)).isLessThan(0.95);
    }

    @Test
    void meaning_is_near_and_the_rest_is_far() {
        List<float[]> vectors =
                embedder.embed(
                        List.of(
                                "outlook does not receive mail",
                                "no new e-mail arrives",
                                "paint the wall blue"));

        assertThat(LocalEmbedder.cosine(vectors.get(0), vectors.get(1)))
                .isGreaterThan(LocalEmbedder.cosine(vectors.get(0), vectors.get(2)) + 0.2);
    }
}
