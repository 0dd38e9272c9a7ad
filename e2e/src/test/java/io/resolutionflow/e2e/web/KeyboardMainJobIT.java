package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job without a mouse: from the call to the note in the ticket. */
@ExtendWith(OneBrowser.class)
class KeyboardMainJobIT {

    @Test
    void a_call_is_taken_walked_escalated_claimed_and_closed_by_keys_alone(Windows windows) {
        String walk = callUntilEscalated(windows.open("l1@acme.test", "/"));
        String handoff = Walks.handoffOf(windows.person("l1@acme.test"), walk);

        Page engineer = windows.open("eng2@acme.test", "/sessions");
        var keys = new Keyboard(engineer);
        assertThat(engineer.getByTestId("start-problem")).isFocused();
        keys.press("Control+k");
        assertThat(engineer.getByTestId("palette-field")).isFocused();
        keys.write("escalations");
        assertThat(engineer.getByTestId("palette-results").locator("[data-focused]")).isVisible();
        keys.press("Enter");
        Locator row = engineer.locator("[data-handoff-id='" + handoff + "']");
        assertThat(row).isVisible();
        keys.to(row.getByTestId("board-claim")).press("Enter");
        assertThat(engineer.getByTestId("session-title")).isVisible();

        keys.to("fact-text").write("The user is missing from the group of the share.");
        keys.press("Enter");
        assertThat(engineer.getByText("The user is missing from the group of the share."))
                .isVisible();
        keys.to("note-preview").press("Enter");
        Locator note = engineer.getByTestId("note-markdown");
        assertThat(note).isVisible();
        keys.to("note-markdown").press("Control+a");
        keys.write("Added the user to the group of the share.");
        keys.to("note-post").press("Enter");
        assertThat(engineer.getByTestId("note-post-confirm")).isVisible();
        keys.to("note-post-confirm").press("Enter");
        assertThat(engineer.getByTestId("note-result")).isVisible();
    }

    @Test
    void the_first_stop_of_a_page_skips_its_head(Windows windows) {
        Page page = windows.open("eng2@acme.test", "/escalations");
        Screens.stand(page);
        new Keyboard(page).press("Tab", "Enter");

        assertThat(page.locator("#content")).isFocused();
        assertThat(page.locator("h1")).hasText("Escalations");
    }

    /** Answers the walk's id. */
    private static String callUntilEscalated(Page call) {
        var keys = new Keyboard(call);
        assertThat(call.getByTestId("intake-statement")).isFocused();
        keys.write("vpn says connected but she can't open the shared drive");
        keys.press("Enter");
        Locator question = call.getByTestId("walk-question");
        assertThat(question).isVisible();
        String first = question.innerText();
        keys.press("1");
        assertThat(question).not().hasText(first);
        assertThat(question).isFocused();
        keys.press("n");
        keys.write("She is at home, on the second screen.");
        keys.press("Control+Enter");
        assertThat(call.getByText("She is at home, on the second screen.")).isVisible();
        assertThat(call.locator("textarea")).hasValue("");
        keys.press("Escape");
        keys.to("walk-escalate").press("Enter");
        keys.to("escalate-category").write("needs");
        keys.to("escalate-reason").write("Share permissions need an engineer.");
        keys.to("escalate-submit").press("Enter");
        assertThat(call.getByTestId("walk-closed")).isVisible();
        return Walks.idIn(call.url());
    }
}
