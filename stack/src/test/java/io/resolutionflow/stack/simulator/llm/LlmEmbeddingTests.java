package io.resolutionflow.stack.simulator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Vectors as the two vendors send them. */
class LlmEmbeddingTests {

    @RegisterExtension static final LlmClient llm = new LlmClient();

    private static HttpResponse<String> openAi(String model, String texts) throws Exception {
        return llm.send(
                "POST",
                "/v1/embeddings",
                "{\"model\":\"%s\",\"input\":[%s],\"dimensions\":384}".formatted(model, texts),
                LlmClient.key("openai"));
    }

    private static HttpResponse<String> google(String task, String named) throws Exception {
        return llm.send(
                "POST",
                "/v1beta/models/sim-embed:batchEmbedContents",
                "{\"requests\":[{\"model\":\"models/%s\",\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"%s\",\"outputDimensionality\":384}]}"
                        .formatted(named, task),
                LlmClient.key("google"));
    }

    @Test
    void openAiTellsTheOrderByIndexAndWhatItCost() throws Exception {
        var answer = LlmClient.json(openAi("sim-embed", "\"a\",\"b\"").body());
        var alone = LlmClient.json(openAi("sim-embed", "\"a\"").body());

        assertThat(answer.at("/data/0/index").intValue()).isEqualTo(1);
        assertThat(answer.at("/data/1/embedding")).isEqualTo(alone.at("/data/0/embedding"));
        assertThat(alone.at("/data/0/embedding")).hasSize(384);
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(14);
    }

    @Test
    void googleShapesTheVectorByItsTaskAndWantsTheModelInEachRequest() throws Exception {
        var query = LlmClient.json(google("RETRIEVAL_QUERY", "sim-embed").body());
        var document = LlmClient.json(google("RETRIEVAL_DOCUMENT", "sim-embed").body());

        assertThat(query.at("/embeddings/0/values")).hasSize(384);
        assertThat(query.at("/embeddings/0/values"))
                .isNotEqualTo(document.at("/embeddings/0/values"));
        assertThat(google("RETRIEVAL_QUERY", "another").statusCode()).isEqualTo(400);
    }

    @Test
    void aModelMayNotKnowHowToShortenAndTheFirstWordNamesTheFault() throws Exception {
        var natural = LlmClient.json(openAi("sim-fixed-dims", "\"a\"").body());
        assertThat(natural.at("/data/0/embedding")).hasSize(1_536);

        assertThat(openAi("sim-embed", "\"sim-529 and more\"").statusCode()).isEqualTo(503);
        assertThat(openAi("sim-embed", "\"sim-500-then-ok x\"").statusCode()).isEqualTo(500);
        assertThat(openAi("sim-embed", "\"sim-500-then-ok x\"").statusCode()).isEqualTo(200);
        assertThat(llm.calls()).hasSize(4);
    }
}
