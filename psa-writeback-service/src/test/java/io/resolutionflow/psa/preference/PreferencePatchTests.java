package io.resolutionflow.psa.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.preference.AccountPreferences.Outcome;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Contract-psa §5: merge by RFC 7396. */
class PreferencePatchTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONNECTION = "0199c1e0-7a10-7c3e-9f00-1d2a6b7c8d03";

    @Test
    void absent_stays_null_goes_back_and_objects_merge() {
        ObjectNode stored =
                object(
                        "{'psa': {'notify_customer': true, 'boards': {'%s': {'1': {'resolved_status_id': '16', 'escalated_status_id': '17'}}}}}");
        ObjectNode merged =
                patch(
                                "{'psa': {'notify_customer': null, 'boards': {'%s': {'1': {'resolved_status_id': '12'}, '*': {'resolved_status_id': '5'}}}}}")
                        .mergedInto(stored);
        assertThat(merged)
                .isEqualTo(
                        object(
                                "{'psa': {'boards': {'%s': {'1': {'resolved_status_id': '12', 'escalated_status_id': '17'}, '*': {'resolved_status_id': '5'}}}}}"));
        assertThat(stored.path("psa").path("notify_customer").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'unknown': 1}",
                "{'psa': {'unknown': true}}",
                "{'psa': {'auto_push_l1': 'yes'}}",
                "{'psa': []}",
                "{'psa': {'resolution_note_visibility': 'public'}}",
                "{'psa': {'default_connection_id': 'x'}}",
                "{'psa': {'boards': {'x': {}}}}",
                "{'psa': {'boards': {'%s': {'1': {'resolved_status_id': 16}}}}}",
                "{'psa': {'boards': {'%s': {'1': {'other': '16'}}}}}",
                "{'psa': {'boards': {'%s': {'1': '16'}}}}",
                "{'templatize_prompt_enabled': 'yes'}",
                "[]"
            })
    void unknown_keys_and_wrong_types_are_refused(String body) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> PreferencePatch.of(JSON.readTree(text(body))))
                .matches(no -> no.status() == 422 && no.code().equals("validation_failed"));
    }

    @Test
    void an_engineer_may_change_one_thing_only() {
        assertThat(patch("{'templatize_prompt_enabled': false}").isForEngineers()).isTrue();
        assertThat(patch("{'templatize_prompt_enabled': false, 'psa': {}}").isForEngineers())
                .isFalse();
    }

    @Test
    void statuses_for_all_boards_are_not_checked() {
        var mappings =
                patch(
                                "{'psa': {'boards': {'%s': {'1': {'resolved_status_id': '16', 'escalated_status_id': null}, '*': {'resolved_status_id': '9'}}}}}")
                        .mappings();
        assertThat(mappings)
                .singleElement()
                .matches(mapping ->
                        mapping.statusId().equals("16") && mapping.boardId().equals("1"));
    }

    @Test
    void the_exact_board_wins_over_the_entry_for_all_KD_41() {
        var boards =
                object(
                        "{'%s': {'1': {'resolved_status_id': '16'}, '*': {'resolved_status_id': '9', 'escalated_status_id': '8'}}}");
        var preferences =
                new AccountPreferences(
                        new AccountPreferences.Psa(
                                null, boards, false, false, false, true, "customer", false, true),
                        true,
                        1,
                        null,
                        null);
        UUID connection = UUID.fromString(CONNECTION);
        assertThat(preferences.targetStatus(connection, "1", Outcome.RESOLVED)).contains("16");
        assertThat(preferences.targetStatus(connection, "2", Outcome.RESOLVED)).contains("9");
        assertThat(preferences.targetStatus(connection, "1", Outcome.ESCALATED)).contains("8");
        assertThat(preferences.targetStatus(UUID.randomUUID(), "1", Outcome.RESOLVED)).isEmpty();
    }

    private static PreferencePatch patch(String body) {
        return PreferencePatch.of(object(body));
    }

    private static ObjectNode object(String body) {
        return (ObjectNode) JSON.readTree(text(body));
    }

    private static String text(String body) {
        return body.replace("%s", CONNECTION).replace('\'', '"');
    }
}
