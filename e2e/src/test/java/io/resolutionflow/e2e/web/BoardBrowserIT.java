package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.resolutionflow.e2e.web.Windows.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.resolutionflow.e2e.client.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The escalation board in the browsers of several engineers. */
@ExtendWith(OneBrowser.class)
class BoardBrowserIT {

    private static final String L1 = "l1@acme.test";

    /**
     * Being offline stops new connections only; this ends the one that is open, as a lost network
     * would.
     */
    private static final String CUTTER =
            """
            const fetchNow = window.fetch;
            window.fetch = (input, init) => {
              if (!String(input).includes('/escalations/stream')) return fetchNow(input, init);
              const line = new AbortController();
              window.cutTheLine = () => line.abort(new TypeError('network error'));
              return fetchNow(input, { ...init, signal: AbortSignal.any([init.signal, line.signal]) });
            };
            """;

    @Test
    void of_two_who_claim_at_once_one_has_it_and_the_other_is_told_who(Windows windows) {
        windows.expectRefusals();
        Person l1 = windows.person(L1);
        Page dana = windows.open("eng1@acme.test", "/escalations");
        Page marc = windows.open("eng2@acme.test", "/escalations");
        assertThat(dana.getByTestId("board-live-state")).hasText("Live");
        assertThat(marc.getByTestId("board-live-state")).hasText("Live");
        String handoff = Walks.escalate(l1, Walks.start(l1));
        Locator danas = row(dana, handoff);
        Locator marcs = row(marc, handoff);
        assertThat(danas.getByTestId("board-unread")).isVisible();
        assertThat(marcs).isVisible();

        // Dana's claim is on its way while Marc's arrives first.
        var held = new ArrayList<Route>();
        dana.route(Pattern.compile(".*/claim$"), held::add);
        danas.getByTestId("board-claim").click();
        marcs.getByTestId("board-claim").click();
        assertThat(marc.getByTestId("session-title")).isVisible();
        assertThat(danas).hasAttribute("data-gone", "claimed");
        assertThat(held).hasSize(1);
        held.getFirst().resume();

        String winner = windows.person("eng2@acme.test").get("/api/v1/members/me").text("/name");
        assertThat(danas.getByTestId("board-lost"))
                .hasText(winner + " was faster and has this one.");
        assertThat(danas.getByTestId("board-claim")).hasCount(0);
        picture(dana, "board-lost");
    }

    @Test
    void a_cut_connection_is_said_and_nothing_is_missed(Windows windows) {
        windows.expectRefusals();
        Person l1 = windows.person(L1);
        List<String> walks = List.of(Walks.start(l1), Walks.start(l1));
        Page board = windows.open("eng1@acme.test", "/escalations");
        board.addInitScript(CUTTER);
        board.reload();
        Locator live = board.getByTestId("board-live-state");
        assertThat(live).hasText("Live");

        board.context().setOffline(true);
        board.evaluate("() => window.cutTheLine()");
        assertThat(live).hasText(Pattern.compile("Reconnecting.*since \\d\\d:\\d\\d.*"));
        List<String> handoffs = walks.stream().map(walk -> Walks.escalate(l1, walk)).toList();
        for (String handoff : handoffs) {
            assertThat(row(board, handoff)).hasCount(0);
        }
        picture(board, "board-behind");
        board.context().setOffline(false);

        assertThat(live).hasText("Live");
        for (String handoff : handoffs) {
            assertThat(row(board, handoff)).hasCount(1);
            assertThat(row(board, handoff).getByTestId("board-unread")).isVisible();
        }
        assertThat(board.title()).contains("new · Escalations");
        board.getByTestId("board-seen").click();
        assertThat(board.getByTestId("board-unread")).hasCount(0);
    }

    @Test
    void what_was_claimed_is_given_back_and_taken_by_somebody_else(Windows windows) {
        Person l1 = windows.person(L1);
        String handoff = Walks.escalate(l1, Walks.start(l1));
        Page marc = windows.open("eng2@acme.test", "/escalations");
        Page dana = windows.open("eng1@acme.test", "/escalations");
        Locator danas = row(dana, handoff);
        danas.getByTestId("board-briefing-open").click();
        assertThat(danas.getByTestId("board-briefing")).containsText("open the shared drive");
        assertThat(danas.getByTestId("board-assessment"))
                .hasAttribute("data-state", Pattern.compile("pending|running|ready"));
        picture(dana, "board-briefing");
        danas.getByTestId("board-claim").click();
        assertThat(dana.getByTestId("session-title")).isVisible();
        assertThat(row(marc, handoff)).hasAttribute("data-gone", "claimed");

        dana.navigate(Windows.address("/escalations"));
        dana.getByTestId("board-view").locator("[data-value=taken]").click();
        Locator taken =
                dana.locator("[data-testid=board-other][data-handoff-id='" + handoff + "']");
        taken.getByTestId("board-acts").click();
        dana.getByTestId("board-acts-release").click();
        dana.getByTestId("act-reason").fill("Not my field.");
        dana.getByTestId("act-submit").click();
        assertThat(taken).hasCount(0);

        assertThat(row(marc, handoff)).not().hasAttribute("data-gone", "claimed");
        assertThat(row(marc, handoff)).containsText("given back once");
        row(marc, handoff).getByTestId("board-claim").click();
        assertThat(marc.getByTestId("session-title")).isVisible();
    }

    private static Locator row(Page page, String handoff) {
        return page.locator("[data-testid=board-row][data-handoff-id='" + handoff + "']");
    }
}
