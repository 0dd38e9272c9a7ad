package io.resolutionflow.session.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of contract-sessions §6, lane merge (KD-19). */
class LaneMergeTests {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

    private final List<LaneItem> lane = new ArrayList<>();

    private LaneItem item(LaneItem.Content content, int position, String origin) {
        return new LaneItem(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                LaneItem.QUESTION,
                origin,
                content,
                position,
                NOW);
    }

    private LaneItem has(String text, String origin) {
        LaneItem item = item(said(text), lane.size(), origin);
        lane.add(item);
        return item;
    }

    private static LaneItem.Content said(String text) {
        return said(text, null);
    }

    private static LaneItem.Content said(String text, @Nullable String context) {
        return new LaneItem.Content(text, context, List.of(), null, null);
    }

    private LaneMerge.Outcome merge(String... texts) {
        var outcome =
                LaneMerge.merge(
                        lane,
                        Arrays.stream(texts).map(LaneMergeTests::said).toList(),
                        (content, at) -> item(content, at, "ai"));
        lane.addAll(outcome.added());
        return outcome;
    }

    @Test
    void the_same_text_keeps_its_id() {
        LaneItem known = has("Does webmail work?", "ai");

        var outcome = merge("Does webmail work?");

        assertThat(outcome.named()).containsExactly(known);
        assertThat(outcome.added()).isEmpty();
        assertThat(outcome.changed()).isFalse();
    }

    @Test
    void blanks_and_composition_do_not_make_another_text_but_case_does() {
        LaneItem known = has("Läuft der Dienst?", "ai");

        assertThat(merge("  Läuft   der Dienst? ").named()).containsExactly(known);
        assertThat(merge("läuft der dienst?").added()).hasSize(1);
    }

    @Test
    void what_the_answer_no_longer_says_is_retired() {
        LaneItem old = has("Old question?", "ai");

        var outcome = merge("New question?");

        assertThat(old.state()).isEqualTo("retired");
        assertThat(outcome.named()).extracting(LaneItem::text).containsExactly("New question?");
    }

    @Test
    void an_empty_list_retires_nothing() {
        LaneItem open = has("Still open?", "ai");

        var outcome = merge();

        assertThat(open.state()).isEqualTo("open");
        assertThat(outcome.changed()).isFalse();
    }

    @Test
    void a_retired_item_comes_back_under_its_id() {
        LaneItem item = has("First?", "ai");
        merge("Second?");

        merge("First?");

        assertThat(item.state()).isEqualTo("open");
    }

    @Test
    void what_the_engineer_touched_is_never_retired() {
        LaneItem own = has("My own question?", "engineer");
        LaneItem draft = has("With a draft?", "ai");
        draft.respond(new LaneItem.Response("maybe", null, null, "draft"), NOW);
        LaneItem answered = has("Answered?", "ai");
        answered.respond(new LaneItem.Response("yes", null, null, "answered"), NOW);

        merge("Something else?");

        assertThat(own.state()).isEqualTo("open");
        assertThat(draft.state()).isEqualTo("open");
        assertThat(draft.response()).isNotNull();
        assertThat(answered.state()).isEqualTo("answered");
    }

    @Test
    void removed_stays_removed_and_is_not_shown_again() {
        LaneItem removed = has("Unwanted?", "ai");
        removed.remove();

        var outcome = merge("Unwanted?");

        assertThat(removed.state()).isEqualTo("removed");
        assertThat(outcome.named()).isEmpty();
        assertThat(outcome.added()).isEmpty();
    }

    @Test
    void an_answered_item_keeps_its_answer_and_its_id() {
        LaneItem answered = has("Answered?", "ai");
        answered.respond(new LaneItem.Response("yes", null, null, "answered"), NOW);

        var outcome = merge("Answered?");

        assertThat(outcome.named()).containsExactly(answered);
        assertThat(answered.response())
                .isEqualTo(new LaneItem.Response("yes", null, null, "answered"));
    }

    @Test
    void an_edited_item_is_recognised_by_the_models_wording_and_keeps_the_engineers() {
        LaneItem item = has("Does it sync?", "ai");
        item.edit(said("Does Outlook sync on the laptop?"), 0);

        var outcome =
                LaneMerge.merge(
                        lane,
                        List.of(said("Does it sync?", "new context")),
                        (content, at) -> item(content, at, "ai"));

        assertThat(outcome.named()).containsExactly(item);
        assertThat(item.text()).isEqualTo("Does Outlook sync on the laptop?");
        assertThat(item.context()).isNull();
    }

    @Test
    void an_open_unedited_item_takes_new_context() {
        LaneItem item = has("Does it sync?", "ai");

        LaneMerge.merge(
                lane,
                List.of(said("Does it sync?", "on the laptop")),
                (content, at) -> item(content, at, "ai"));

        assertThat(item.context()).isEqualTo("on the laptop");
    }

    @Test
    void the_same_text_twice_in_one_answer_is_one_item() {
        assertThat(merge("Twice?", "Twice?").added()).hasSize(1);
    }

    @Test
    void the_lane_never_grows_beyond_its_limit() {
        IntStream.range(0, LaneMerge.VISIBLE_LIMIT).forEach(i -> has("Mine " + i, "engineer"));

        assertThat(merge("One too many?").added()).isEmpty();
    }
}
