package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import org.springframework.stereotype.Component;

/** {@code fact_synthesis}: "question: answer" as one statement; null when the answer is empty. */
@Component
class FactTemplate implements OfflineTemplate {

    @Override
    public AiTask task() {
        return AiTask.FACT_SYNTHESIS;
    }

    @Override
    public Draft draft(Inputs inputs) {
        String asked = inputs.text("question", "check", "label", "text");
        String found = inputs.text("answer", "result");
        if (found.isEmpty()) {
            return Draft.of(Draft.object().putNull("text"));
        }
        String subject = asked.replaceAll("[?:.\\s]+$", "");
        return Draft.of(
                Draft.object().put("text", subject.isEmpty() ? found : subject + ": " + found));
    }
}
