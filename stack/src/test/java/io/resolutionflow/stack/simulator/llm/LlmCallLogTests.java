package io.resolutionflow.stack.simulator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import java.net.http.HttpResponse.BodyHandlers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The call log. */
class LlmCallLogTests {

    @RegisterExtension static final LlmClient llm = new LlmClient();

    @Test
    void theLogIsTheReferee() throws Exception {
        var answer = llm.ask("openai", "sim-ok", false);
        llm.ask("google", "sim-529", true);

        var calls = llm.calls();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).path("format").asString()).isEqualTo("openai");
        assertThat(calls.get(0).path("model").asString()).isEqualTo("sim-ok");
        assertThat(calls.get(0).path("bytes_sent").intValue()).isEqualTo(answer.body().length());
        assertThat(calls.get(0).path("closed_by").asString()).isEqualTo("server");
        assertThat(calls.get(0).path("body_sha256").asString()).hasSize(64);
        assertThat(calls.get(1).path("status").intValue()).isEqualTo(503);
        assertThat(calls.get(1).path("stream").booleanValue()).isTrue();
        assertThat(calls.toString()).doesNotContain("sim-key").doesNotContain("shared drive");
    }

    @Test
    void theLogTellsWhenTheClientLeft() throws Exception {
        var request =
                SimulatorRig.request(
                        llm.port(),
                        "POST",
                        "/v1/chat/completions",
                        LlmClient.openai("sim-paced-500-20", ",\"stream\":true"),
                        llm.key("openai"));
        var response = llm.http().send(request, BodyHandlers.ofInputStream());
        assertThat(response.body().read()).isPositive();
        response.body().close();

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(llm.calls().get(0).path("closed_by").asString(""))
                                .isEqualTo("client"));
        assertThat(llm.calls().get(0).path("bytes_sent").intValue()).isLessThan(20_000);
    }
}
