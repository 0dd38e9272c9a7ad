package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.pricing.TokenCounts;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.aigateway.provider.ModelProvider;
import io.resolutionflow.aigateway.provider.ModelStream;
import io.resolutionflow.aigateway.provider.UsageQuality;
import io.resolutionflow.contracts.ai.AiTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The embedded default: works with no key and no network, is clearly labelled as no language model,
 * and gives the same bytes for the same inputs (contract-ai §4). Tokens are counted: UTF-8 bytes ÷
 * 4, rounded up.
 */
@Component
class OfflineModelProvider implements ModelProvider {

    private static final int BYTES_PER_TOKEN = 4;

    private final Map<AiTask, OfflineTemplate> templates = new EnumMap<>(AiTask.class);

    OfflineModelProvider(List<OfflineTemplate> all) {
        all.forEach(template -> templates.put(template.task(), template));
    }

    @Override
    public String type() {
        return ModelProfile.OFFLINE;
    }

    @Override
    public ModelStream open(ModelCall call) {
        OfflineTemplate template = templates.get(call.task());
        if (template == null) {
            throw new IllegalStateException("no template for " + call.task());
        }
        Draft draft = template.draft(new Inputs(call.inputs()));
        Queue<ModelEvent> events = new ArrayDeque<>();
        String reason = "stop";
        String content = content(draft, call);
        long most = (long) call.maxOutputTokens() * BYTES_PER_TOKEN;
        if (call.responseSchema() == null && draft.text() != null && bytes(content) > most) {
            content = atParagraph(content, (int) most);
            reason = "length";
        }
        for (String piece : content.split("(?<=\n\n)")) {
            events.add(new ModelEvent.Text(piece));
        }
        events.add(
                new ModelEvent.Usage(
                        TokenCounts.counted(tokens(call.inputs().toString()), tokens(content)),
                        UsageQuality.COUNTED,
                        true));
        events.add(new ModelEvent.Finished(reason, null));
        return new Pieces(events);
    }

    private static String content(Draft draft, ModelCall call) {
        if (call.responseSchema() != null) {
            return SchemaFit.draftTo(call.responseSchema(), draft).toString();
        }
        return draft.text() == null ? draft.structured().toString() : draft.text();
    }

    private static String atParagraph(String content, int mostBytes) {
        var kept = new StringBuilder();
        long size = 0;
        for (String piece : content.split("(?<=\n\n)")) {
            size += bytes(piece);
            if (size > mostBytes) {
                break;
            }
            kept.append(piece);
        }
        return kept.isEmpty()
                ? content.substring(0, Math.min(content.length(), mostBytes / BYTES_PER_TOKEN))
                : kept.toString().strip();
    }

    private static long tokens(String text) {
        return Math.max(1, Math.ceilDiv(bytes(text), BYTES_PER_TOKEN));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private record Pieces(Queue<ModelEvent> events) implements ModelStream {

        @Override
        public @Nullable ModelEvent next() {
            return events.poll();
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
