package io.resolutionflow.aigateway.offline;

import io.resolutionflow.contracts.ai.AiTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code history_digest}: facts, answered items and the first sentence of each engineer message, at
 * most 1,000 tokens.
 */
@Component
class DigestTemplate implements OfflineTemplate {

    private static final int MOST_BYTES = 4_000;
    private static final int LONGEST_LINE = 200;

    @Override
    public AiTask task() {
        return AiTask.HISTORY_DIGEST;
    }

    @Override
    public Draft draft(Inputs inputs) {
        var lines = new ArrayList<String>();
        String former = inputs.text("former_digest", "digest");
        if (!former.isEmpty()) {
            lines.addAll(List.of(former.split("\n")));
        }
        inputs.texts("facts").forEach(fact -> lines.add("Fact: " + Words.cut(fact, LONGEST_LINE)));
        for (String member : List.of("answers", "answered")) {
            inputs.list(member)
                    .forEach(item ->
                            lines.add(
                                    Words.cut(
                                            SessionRecord.statement(item.itemText(), item.answer()),
                                            LONGEST_LINE)));
        }
        for (Inputs message : inputs.list("messages")) {
            if (message.text("role").equals("user") && !message.itemText().isEmpty()) {
                lines.add("Said: " + Words.firstSentence(message.itemText(), LONGEST_LINE));
            }
        }
        String digest = newestThatFit(lines.stream().distinct().toList());
        return new Draft(Draft.object().put("digest", digest), digest);
    }

    private static String newestThatFit(List<String> lines) {
        var kept = new ArrayList<String>();
        int size = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            size += lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
            if (size > MOST_BYTES) {
                break;
            }
            kept.addFirst(lines.get(i));
        }
        return String.join("\n", kept);
    }
}
