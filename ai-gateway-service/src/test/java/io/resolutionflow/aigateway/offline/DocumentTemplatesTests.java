package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.contracts.ai.AiTask;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Hard rules of what may be written into a ticket (contract-ai §4, contract-psa §6). */
class DocumentTemplatesTests {

    private final OfflineBench bench = new OfflineBench();

    private String text(AiTask task, String inputs) {
        return bench.ask(task, OfflineBench.inputs(inputs), null).content();
    }

    @Test
    void a_note_has_its_four_sections_in_order() {
        assertThat(text(AiTask.RESOLUTION_NOTE, OfflineBench.SOLVED))
                .containsSubsequence(
                        "## Problem",
                        "Printer in Lisbon",
                        "## What we confirmed",
                        "The queue was paused",
                        "## Root cause",
                        "Queue paused by mistake",
                        "## Resolution",
                        "Resumed the queue",
                        "Applied and confirmed: Resume the queue");
    }

    @Test
    void an_unknown_root_cause_is_said_to_be_unknown_and_an_unverified_fix_provisional() {
        String note = text(AiTask.RESOLUTION_NOTE, OfflineBench.RECORD);

        assertThat(note)
                .contains("Unknown: no root cause was recorded.")
                .contains("Provisional, not verified yet: Hand out the company name servers");
        assertThat(note).doesNotContain("Applied and confirmed");
    }

    @Test
    void a_package_leads_with_the_pending_fix() {
        assertThat(text(AiTask.ESCALATION_PACKAGE, OfflineBench.RECORD))
                .containsSubsequence(
                        "## Problem",
                        "## What we've confirmed",
                        "## What we've tried",
                        "At which point does it fail: Says connected",
                        "## Current hypothesis",
                        "Provisional: the fix “Hand out the company name servers” is pending",
                        "## Suggested next steps",
                        "Look at the name servers");
    }

    @ParameterizedTest
    @CsvSource({
        "TICKET_NOTES,",
        "STATUS_UPDATE,client_update",
        "STATUS_UPDATE,email_draft",
        "STATUS_UPDATE,ticket_notes",
        "RESOLUTION_OUTPUT,client_summary"
    })
    void an_open_matter_is_never_called_solved(AiTask task, String audience) {
        String inputs =
                "{\"audience\":\""
                        + audience
                        + "\",\"kind\":\""
                        + audience
                        + "\",\"documentation\":"
                        + OfflineBench.RECORD
                        + "}";

        assertThat(text(task, inputs))
                .doesNotContainIgnoringCase("resolved")
                .doesNotContainIgnoringCase("solved")
                .doesNotContainIgnoringCase("fixed");
    }

    @Test
    void a_mail_uses_only_names_it_was_given() {
        String inputs =
                "{\"audience\":\"email_draft\",\"documentation\":"
                        + OfflineBench.SOLVED
                        + ",\"names\":{\"contact_name\":\"Ana\",\"sender\":\"Dana Reyes\"}}";
        JsonNode mail =
                bench.ask(
                                AiTask.STATUS_UPDATE,
                                OfflineBench.inputs(inputs),
                                OfflineBench.ownersSchema(AiTask.STATUS_UPDATE))
                        .json();

        assertThat(mail.get("text").asString())
                .startsWith("Hello Ana,")
                .endsWith("Kind regards\nDana Reyes");
        assertThat(mail.get("subject").asString()).startsWith("Resolved: Printer in Lisbon");
        assertThat(
                        text(
                                AiTask.STATUS_UPDATE,
                                "{\"audience\":\"email_draft\",\"documentation\":"
                                        + OfflineBench.SOLVED
                                        + "}"))
                .startsWith("Hello,\n")
                .endsWith("Kind regards");
    }

    @Test
    void an_assessment_words_its_cause_as_a_guess_with_at_most_half_confidence() {
        JsonNode assessment =
                bench.ask(
                                AiTask.HANDOFF_ASSESSMENT,
                                OfflineBench.inputs(
                                        OfflineBench.typical(AiTask.HANDOFF_ASSESSMENT)),
                                OfflineBench.ownersSchema(AiTask.HANDOFF_ASSESSMENT))
                        .json();

        assertThat(assessment.get("likely_cause").asString()).startsWith("Possibly");
        assertThat(assessment.get("confidence").asDouble()).isLessThanOrEqualTo(0.5);
        assertThat(assessment.at("/suggested_steps/0").asString())
                .isEqualTo("Look at the name servers");
        assertThat(assessment.get("what_we_know")).hasSize(2);
    }

    @Test
    void a_fact_is_the_question_and_its_answer_and_nothing_without_one() {
        JsonNode schema = OfflineBench.ownersSchema(AiTask.FACT_SYNTHESIS);

        assertThat(
                        bench.ask(
                                        AiTask.FACT_SYNTHESIS,
                                        OfflineBench.inputs(
                                                "{\"question\":\"Is the cable in?\",\"answer\":\"yes\"}"),
                                        schema)
                                .json()
                                .get("text")
                                .asString())
                .isEqualTo("Is the cable in: yes");
        assertThat(
                        bench.ask(
                                        AiTask.FACT_SYNTHESIS,
                                        OfflineBench.inputs(
                                                "{\"question\":\"Is the cable in?\",\"answer\":\" \"}"),
                                        schema)
                                .json()
                                .get("text")
                                .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the printer on my desk has a paper jam|printing|false",
                "help me please|unknown|true",
                "reprinter stuck everywhere today|unknown|false"
            })
    void classification_counts_whole_words(String statement, String category, boolean vague) {
        String inputs =
                "{\"statement\":\""
                        + statement
                        + "\",\"categories\":[{\"key\":\"printing\",\"keywords\":[\"printer\",\"paper jam\"]},{\"key\":\"hardware\",\"keywords\":[\"desk\"]}]}";
        JsonNode answer =
                bench.ask(
                                AiTask.L1_CLASSIFY,
                                OfflineBench.inputs(inputs),
                                OfflineBench.ownersSchema(AiTask.L1_CLASSIFY))
                        .json();

        assertThat(answer.get("category").asString()).isEqualTo(category);
        assertThat(answer.get("vague").asBoolean()).isEqualTo(vague);
    }

    @Test
    void a_digest_keeps_facts_and_first_sentences_of_people_only() {
        String digest = text(AiTask.HISTORY_DIGEST, OfflineBench.typical(AiTask.HISTORY_DIGEST));

        assertThat(digest).isEqualTo("Fact: a\nFact: b\nSaid: I restarted it.");
    }

    @Test
    void a_flow_draft_is_a_valid_graph_whose_untaken_ways_need_review() {
        JsonNode flow = OfflineBench.inputs(text(AiTask.FLOW_DRAFT, OfflineBench.RECORD));
        var ids = new HashSet<String>();
        var reached = new HashMap<String, Integer>();
        for (JsonNode node : flow.get("nodes")) {
            assertThat(ids.add(node.get("id").asString())).isTrue();
            boolean leaf =
                    node.get("type").asString().equals("escalate")
                            || node.get("type").asString().equals("resolve");
            assertThat(node.get("options").size())
                    .isEqualTo(leaf ? 0 : Math.max(2, node.get("options").size()));
            node.get("options")
                    .forEach(option ->
                            reached.merge(option.get("next").asString(), 1, Integer::sum));
            if (node.get("id").asString().startsWith("stub")) {
                assertThat(node.get("needs_review").asBoolean()).isTrue();
            }
        }
        reached.put(flow.get("start").asString(), 1);

        assertThat(ids).containsAll(reached.keySet());
        assertThat(reached.keySet()).containsAll(ids);
        assertThat(flow.get("slug").asString()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }
}
