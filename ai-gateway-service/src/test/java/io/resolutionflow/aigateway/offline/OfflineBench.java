package io.resolutionflow.aigateway.offline;

import io.resolutionflow.aigateway.embedding.LocalEmbedder;
import io.resolutionflow.aigateway.provider.ModelCall;
import io.resolutionflow.aigateway.provider.ModelEvent;
import io.resolutionflow.aigateway.provider.ModelProfile;
import io.resolutionflow.contracts.ai.AiTask;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The offline provider with all its templates, and inputs as the owners of the tasks send them. */
final class OfflineBench {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final RunbookLibrary LIBRARY = new RunbookLibrary();
    static final RunbookFinder FINDER = new RunbookFinder(new LocalEmbedder(), LIBRARY);

    private final OfflineModelProvider provider;

    OfflineBench() {
        var checklists = new DomainChecklists();
        var next = new NextChecks(FINDER);
        provider =
                new OfflineModelProvider(
                        List.of(
                                new GuidedTemplates.Start(FINDER, checklists),
                                new GuidedTemplates.Respond(FINDER, LIBRARY, checklists),
                                new PickupTemplate(next),
                                new ChatTemplate(FINDER, checklists),
                                new FactTemplate(),
                                new DocumentTemplates.TicketNotes(),
                                new DocumentTemplates.StatusUpdate(),
                                new DocumentTemplates.ResolutionOutput(),
                                new DigestTemplate(),
                                new ResolutionNoteTemplate(),
                                new EscalationPackageTemplate(next),
                                new AssessmentTemplate(next),
                                new ClassifyTemplate(),
                                new NextNodeTemplate(),
                                new FlowDraftTemplate(FINDER)));
    }

    record Answer(String content, long inputTokens, long outputTokens, String finish) {

        JsonNode json() {
            return JSON.readTree(content);
        }
    }

    Answer ask(AiTask task, JsonNode inputs, @Nullable JsonNode schema) {
        return ask(task, inputs, schema, task.maxOutputTokens());
    }

    Answer ask(AiTask task, JsonNode inputs, @Nullable JsonNode schema, int maxOutput) {
        var call =
                new ModelCall(
                        task,
                        inputs,
                        List.of(),
                        schema,
                        ModelProfile.BUILT_IN,
                        maxOutput,
                        Instant.MAX,
                        null,
                        false,
                        false);
        var text = new StringBuilder();
        var usage = new ArrayList<ModelEvent.Usage>();
        String finish = "";
        try (var stream = provider.open(call)) {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                switch (event) {
                    case ModelEvent.Text piece -> text.append(piece.text());
                    case ModelEvent.Usage told -> usage.add(told);
                    case ModelEvent.Alive alive -> {}
                    case ModelEvent.Finished end -> finish = end.reason();
                }
            }
        }
        var counts = usage.getFirst().counts();
        return new Answer(text.toString(), counts.input(), counts.output(), finish);
    }

    static JsonNode inputs(String json) {
        return JSON.readTree(json);
    }

    static JsonNode schema(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        OfflineBench.class.getResourceAsStream(
                                "/schemas/" + name + ".schema.json"))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static final String RECORD =
            """
            {"status":"active","title":"VPN and shared drive","problem_summary":"VPN says connected but the shared drive does not open","problem_domain":"remote-access",
             "facts":[{"text":"Two colleagues are not affected","source_type":"check"},{"text":"The drive opens by IP address"}],
             "steps":[{"order":1,"type":"question","text":"At which point does it fail?","options":[{"label":"Cannot reach the server"},{"label":"Says connected"}],"answer":"Says connected"},
                      {"order":2,"type":"action","text":"Restarted the client","answer":"No change"}],
             "open_questions":["Since when?"],"open_checks":["Look at the name servers"],
             "active_fix":{"id":"f1","title":"Hand out the company name servers","status":"proposed"},
             "triage_hypothesis":"Name resolution over the tunnel"}\
            """;

    static final String SOLVED =
            """
            {"status":"resolved","problem_summary":"Printer in Lisbon prints nothing","facts":["The queue was paused"],
             "active_fix":{"title":"Resume the queue","status":"applied_success"},
             "resolution":{"summary":"Resumed the queue and printed a page","root_cause":"Queue paused by mistake","recommendations":"Show the user the queue"}}\
            """;

    /** One typical input per task. */
    static String typical(AiTask task) {
        return switch (task) {
            case FLOWPILOT_START ->
                    "{\"problem_text\":\"vpn says connected but she can't open the shared drive\"}";
            case FLOWPILOT_RESPOND ->
                    "{\"problem\":\"Outlook does not receive mail\",\"steps\":[{\"text\":\"Is it only this user, or do colleagues at the same company have the same problem?\",\"answer\":\"one\"}]}";
            case CHAT_MESSAGE ->
                    "{\"message\":\"printer on the second floor prints nothing\",\"history\":[],\"facts\":[]}";
            case FACT_SYNTHESIS ->
                    "{\"question\":\"Is the cable plugged in?\",\"answer\":\"yes, both ends\"}";
            case HISTORY_DIGEST ->
                    "{\"former_digest\":\"Fact: a\",\"facts\":[\"b\"],\"messages\":[{\"role\":\"user\",\"content\":\"I restarted it. Nothing changed.\"},{\"role\":\"assistant\",\"content\":\"x\"}]}";
            case L1_CLASSIFY ->
                    "{\"statement\":\"the printer on my desk has a paper jam\",\"categories\":[{\"key\":\"printing\",\"keywords\":[\"printer\",\"paper jam\"]},{\"key\":\"hardware\",\"keywords\":[\"desk\"]}]}";
            case L1_NEXT_NODE ->
                    "{\"statement\":\"mouse does not move\",\"category\":\"hardware\",\"path\":[]}";
            case STATUS_UPDATE ->
                    "{\"audience\":\"client_update\",\"length\":\"quick\",\"documentation\":"
                            + RECORD
                            + "}";
            case RESOLUTION_OUTPUT -> "{\"kind\":\"kb_article\",\"documentation\":" + SOLVED + "}";
            case RESOLUTION_NOTE -> SOLVED;
            case FLOWPILOT_PICKUP, HANDOFF_ASSESSMENT ->
                    "{\"snapshot\":" + RECORD + ",\"handed_off_by\":\"Lee Park\"}";
            case TICKET_NOTES, ESCALATION_PACKAGE, FLOW_DRAFT -> RECORD;
        };
    }

    /** The owner's schema where the contracts write it down; null for plain text. */
    static @Nullable JsonNode ownersSchema(AiTask task) {
        return switch (task) {
            case FLOWPILOT_START, FLOWPILOT_RESPOND -> schema("guided");
            case CHAT_MESSAGE -> schema("chat");
            case FACT_SYNTHESIS ->
                    inputs(
                            "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":[\"string\",\"null\"]}}}");
            case HANDOFF_ASSESSMENT ->
                    inputs(
                            """
                            {"type":"object","additionalProperties":false,"required":["summary_prose","what_we_know","likely_cause","suggested_steps","confidence"],
                             "properties":{"summary_prose":{"type":"string","maxLength":2000},"what_we_know":{"type":"array","maxItems":12,"items":{"type":"string"}},
                             "likely_cause":{"type":"string","maxLength":600},"suggested_steps":{"type":"array","maxItems":8,"items":{"type":"string","maxLength":300}},
                             "confidence":{"type":"number","minimum":0,"maximum":1}}}\
                            """);
            case L1_CLASSIFY ->
                    inputs(
                            "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"category\",\"vague\"],\"properties\":{\"category\":{\"type\":\"string\",\"enum\":[\"printing\",\"hardware\",\"unknown\"]},\"vague\":{\"type\":\"boolean\"}}}");
            case L1_NEXT_NODE ->
                    inputs(
                            """
                            {"type":"object","additionalProperties":false,"required":["type","text","detail","options","yes_label","no_label","reason_category"],
                             "properties":{"type":{"type":"string","enum":["question","instruction","resolved","escalate"]},"text":{"type":"string","maxLength":500},
                             "detail":{"type":["string","null"]},"options":{"type":"array","items":{"type":"string"}},"yes_label":{"type":["string","null"]},
                             "no_label":{"type":["string","null"]},"reason_category":{"type":["string","null"]}}}\
                            """);
            case STATUS_UPDATE ->
                    inputs(
                            "{\"type\":\"object\",\"required\":[\"subject\",\"text\"],\"properties\":{\"subject\":{\"type\":[\"string\",\"null\"]},\"text\":{\"type\":\"string\"}}}");
            case RESOLUTION_OUTPUT ->
                    inputs(
                            "{\"type\":\"object\",\"required\":[\"title\",\"content_markdown\"],\"properties\":{\"title\":{\"type\":\"string\"},\"content_markdown\":{\"type\":\"string\"}}}");
            case HISTORY_DIGEST ->
                    inputs(
                            "{\"type\":\"object\",\"required\":[\"digest\"],\"properties\":{\"digest\":{\"type\":\"string\"}}}");
            case FLOWPILOT_PICKUP ->
                    inputs(
                            """
                            {"type":"object","required":["summary_prose","what_we_know","tried","current_hypothesis","suggested_steps"],"properties":{"summary_prose":{"type":"string"},
                             "what_we_know":{"type":"array","items":{"type":"string"}},"tried":{"type":"array","items":{"type":"string"}},
                             "current_hypothesis":{"type":["string","null"]},"suggested_steps":{"type":"array","items":{"type":"string"}}}}\
                            """);
            case TICKET_NOTES, RESOLUTION_NOTE, ESCALATION_PACKAGE, FLOW_DRAFT -> null;
        };
    }
}
