package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import org.springframework.stereotype.Component;

/** {@code l1_classify}: the category with most whole-word hits, {@code unknown} without one. */
@Component
class ClassifyTemplate implements OfflineTemplate {

    private static final int FEWEST_WORDS = 3;

    @Override
    public AiTask task() {
        return AiTask.L1_CLASSIFY;
    }

    @Override
    public Draft draft(Inputs inputs) {
        String statement = " " + Words.plain(inputs.text("statement")) + " ";
        String best = "unknown";
        long most = 0;
        for (Inputs category : inputs.list("categories")) {
            long hits =
                    category.texts("keywords").stream()
                            .map(Words::plain)
                            .filter(keyword ->
                                    !keyword.isEmpty() && statement.contains(" " + keyword + " "))
                            .distinct()
                            .count();
            if (hits > most) {
                best = category.text("key");
                most = hits;
            }
        }
        boolean vague = Words.content(statement).size() < FEWEST_WORDS;
        return Draft.of(Draft.object().put("category", best).put("vague", vague));
    }
}
