package io.resolutionflow.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a model may say in guided work, in the schema of contract-sessions §5. */
final class GuidedAnswers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private GuidedAnswers(String type, String content) {
        members.put("type", type);
        members.put("content", content);
        members.put("reasoning", "never to be shown");
        members.put("context_message", null);
        members.put("confidence", 0.5);
        members.put("problem_summary", "Outlook asks for the password");
        members.put("problem_domain", "email-m365");
        members.put("options", List.of());
        members.put("allow_free_text", true);
        members.put("allow_skip", true);
        members.put("action_type", null);
        members.put("command", null);
        members.put("expected_outcome", null);
        members.put("resolution_summary", null);
        members.put("follow_up_recommendations", List.of());
        members.put("fork_reason", null);
    }

    static GuidedAnswers question(String content) {
        return new GuidedAnswers("question", content);
    }

    static GuidedAnswers action(String content, @Nullable String command) {
        return new GuidedAnswers("action", content)
                .with("action_type", "instruction")
                .with("command", command);
    }

    static GuidedAnswers resolution(String content, String summary) {
        return new GuidedAnswers("resolution_suggestion", content)
                .with("confidence", 0.85)
                .with("resolution_summary", summary)
                .with("follow_up_recommendations", List.of("Watch it for a week"));
    }

    static GuidedAnswers fork(String content, String... labels) {
        return new GuidedAnswers("fork", content)
                .with("fork_reason", "Two causes fit")
                .options(labels);
    }

    GuidedAnswers options(String... labels) {
        return with("options", java.util.Arrays.stream(labels).map(GuidedAnswers::option).toList());
    }

    private static Map<String, @Nullable Object> option(String label) {
        var option = new LinkedHashMap<String, @Nullable Object>();
        option.put("label", label);
        option.put("value", null);
        option.put("followup_hint", null);
        option.put("description", null);
        return option;
    }

    GuidedAnswers with(String member, @Nullable Object value) {
        members.put(member, value);
        return this;
    }

    String json() {
        return JSON.writeValueAsString(members);
    }
}
