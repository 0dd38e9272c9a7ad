package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.resolutionflow.e2e.web.Windows.picture;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job in real Chromium: two people, two windows. Pictures stay in target/screenshots. */
@ExtendWith(OneBrowser.class)
class BrowserMainJobIT {

    @Test
    void a_call_becomes_a_walk_an_escalation_a_claim_and_a_note_in_the_ticket(Windows windows) {
        Page board = windows.open("eng1@acme.test", "/escalations");
        assertThat(board.getByTestId("board-live-state")).isVisible();
        picture(board, "1-board-before");

        Page call = windows.open("l1@acme.test", "/");
        call.getByTestId("intake-statement")
                .fill("vpn says connected but she can't open the shared drive");
        picture(call, "2-intake");
        call.getByTestId("intake-submit").click();
        assertThat(call.getByTestId("walk-question")).isVisible();
        picture(call, "3-walk");
        String first = call.getByTestId("walk-question").innerText();
        call.keyboard().press("1");
        assertThat(call.getByTestId("walk-question")).not().hasText(first);
        call.getByTestId("walk-escalate").click();
        call.getByTestId("escalate-category").selectOption("needs_permissions");
        call.getByTestId("escalate-reason").fill("Share permissions need an engineer.");
        picture(call, "4-escalate");
        call.getByTestId("escalate-submit").click();

        assertThat(call.getByTestId("walk-closed")).isVisible();
        String handoff = Walks.handoffOf(windows.person("l1@acme.test"), Walks.idIn(call.url()));
        Locator row = board.locator("[data-handoff-id='" + handoff + "']");
        assertThat(row).isVisible();
        picture(board, "5-board-arrival");
        row.getByTestId("board-claim").click();
        assertThat(board.getByTestId("session-title")).isVisible();
        board.getByTestId("link-ticket-id").fill("1043");
        board.getByTestId("link-ticket-submit").click();
        board.getByTestId("fact-text")
                .fill("The user is missing from the security group of the share.");
        board.getByTestId("fact-add").click();
        picture(board, "6-session");
        board.getByTestId("note-preview").click();
        assertThat(board.getByTestId("note-markdown")).isVisible();
        board.getByTestId("note-markdown")
                .fill(
                        "## Problem\nThe shared drive did not open.\n\n## Resolution\nAdded the user to the group of the share.");
        picture(board, "7-note");
        board.getByTestId("note-post").click();
        board.getByTestId("note-post-confirm").click();
        assertThat(board.getByTestId("note-result")).isVisible();
        picture(board, "8-posted");
        assertThat(board.getByTestId("note-result")).containsText("Completed");
    }
}
