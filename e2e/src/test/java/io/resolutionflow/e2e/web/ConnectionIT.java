package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Person;
import io.resolutionflow.e2e.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees and keeps when the network, the gateway or their sign-in goes away. */
@ExtendWith(OneBrowser.class)
class ConnectionIT {

    private static final String L1 = "l1@acme.test";

    @Test
    void the_board_says_that_it_is_behind_and_catches_up_after_a_restart_of_the_gateway(
            Windows windows) {
        windows.expectRefusals();
        Person l1 = windows.person(L1);
        String walk = Walks.start(l1);
        Page board = windows.open("eng1@acme.test", "/escalations");
        Locator live = board.getByTestId("board-live-state");
        assertThat(live).hasText("Live");

        var stack = new Stack();
        stack.kill("gateway");
        assertThat(live).containsText("Reconnecting");
        assertThat(board.getByTestId("offline-bar")).isVisible();
        stack.restart("gateway");
        assertThat(board.getByTestId("offline-bar")).isHidden();
        assertThat(live).hasText("Live");

        String handoff = Walks.escalate(l1, walk);
        assertThat(board.locator("[data-handoff-id='" + handoff + "']")).hasCount(1);
    }

    @Test
    void an_answer_given_offline_is_said_to_wait_and_goes_out_once(Windows windows) {
        windows.expectRefusals();
        Person l1 = windows.person(L1);
        String walk = Walks.start(l1);
        Page page = windows.open(L1, "/l1/walk/" + walk);
        Locator question = page.getByTestId("walk-question");
        String first = question.innerText();

        page.context().setOffline(true);
        assertThat(page.getByTestId("offline-bar")).isVisible();
        page.keyboard().press("1");
        page.keyboard().press("1");
        assertThat(question).hasText(first);
        page.context().setOffline(false);

        assertThat(page.getByTestId("offline-bar")).isHidden();
        assertThat(question).not().hasText(first);
        assertThat(l1.get("/api/v1/l1/sessions/" + walk).json().path("walked_path")).hasSize(1);
    }

    @Test
    void a_note_being_written_outlives_the_end_of_the_sign_in(Windows windows) {
        windows.expectRefusals();
        Person l1 = windows.person("l1b@acme.test");
        String walk = Walks.start(l1);
        Page page = windows.open("l1b@acme.test", "/l1/walk/" + walk);
        Locator box = page.locator("textarea");
        String note = "The user has two accounts.";
        box.fill(note);

        endTheSignIn(page);
        box.press("Control+Enter");
        assertThat(page.getByTestId("ended-bar")).isVisible();
        assertThat(box).hasValue(note);
        page.getByTestId("sign-in-again").click();
        Windows.signIn(page, "l1b@acme.test");

        assertThat(page).hasURL(Windows.address("/l1/walk/" + walk));
        assertThat(box).hasValue(note);
        Response saved = page.waitForResponse("**/notes", () -> box.press("Control+Enter"));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(l1.get("/api/v1/l1/sessions/" + walk).json().path("walk_notes")).hasSize(1);
    }

    /** Signed out at the identity provider in another tab, and the token's time is over. */
    private static void endTheSignIn(Page page) {
        Page elsewhere = page.context().newPage();
        elsewhere.navigate(Gateway.fromEnvironment().issuer() + "/protocol/openid-connect/logout");
        elsewhere.locator("#kc-logout").click();
        elsewhere.locator("#kc-logout").waitFor(Gone.OPTION);
        elsewhere.close();
        page.clock().install();
        page.clock().fastForward("10:00");
    }
}
