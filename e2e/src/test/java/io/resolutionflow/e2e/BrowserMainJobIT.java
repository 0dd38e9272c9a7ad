package io.resolutionflow.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The main job in real Chromium: two people, two windows. Screenshots stay in target/screenshots.
 */
class BrowserMainJobIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final LocatorAssertions.IsVisibleOptions SLOW =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright = null;
    private Browser browser = null;

    @BeforeEach
    void open() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterEach
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void a_call_becomes_a_walk_an_escalation_a_claim_and_a_note_in_the_ticket() {
        Page board = signIn("eng1@acme.test");
        board.navigate(RunningStack.GATEWAY.address() + "/escalations");
        assertThat(board.getByTestId("board-live-state")).isVisible(SLOW);
        shot(board, "1-board-before");

        Page call = signIn("l1@acme.test");
        call.getByTestId("intake-statement")
                .fill("vpn says connected but she can't open the shared drive");
        shot(call, "2-intake");
        call.getByTestId("intake-submit").click();
        assertThat(call.getByTestId("walk-question")).isVisible(SLOW);
        shot(call, "3-walk");
        String first = call.getByTestId("walk-question").innerText();
        call.keyboard().press("1");
        assertThat(call.getByTestId("walk-question")).not().hasText(first);
        call.getByTestId("walk-escalate").click();
        call.getByTestId("escalate-category").selectOption("needs_permissions");
        call.getByTestId("escalate-reason").fill("Share permissions need an engineer.");
        shot(call, "4-escalate");
        call.getByTestId("escalate-submit").click();

        var row = board.getByTestId("board-row").first();
        assertThat(row).isVisible(SLOW);
        shot(board, "5-board-arrival");
        row.getByTestId("board-claim").click();
        assertThat(board.getByTestId("session-title")).isVisible(SLOW);
        board.getByTestId("link-ticket-id").fill("1043");
        board.getByTestId("link-ticket-submit").click();
        board.getByTestId("fact-text")
                .fill("The user is missing from the security group of the share.");
        board.getByTestId("fact-add").click();
        shot(board, "6-session");
        board.getByTestId("note-preview").click();
        assertThat(board.getByTestId("note-markdown")).isVisible(SLOW);
        board.getByTestId("note-markdown")
                .fill(
                        "## Problem\nThe shared drive did not open.\n\n## Resolution\nAdded the user to the group of the share.");
        shot(board, "7-note");
        board.getByTestId("note-post").click();
        board.getByTestId("note-post-confirm").click();
        assertThat(board.getByTestId("note-result")).isVisible(SLOW);
        shot(board, "8-posted");
        assertThat(board.getByTestId("note-result")).containsText("Completed");

        assertThat(complaints).as("errors in the browser console").isEmpty();
    }

    private Page signIn(String email) {
        BrowserContext person =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        Page page = person.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(RunningStack.GATEWAY.address() + "/");
        page.locator("#username").fill(email);
        page.locator("#password").fill("demo");
        page.locator("#kc-login").click();
        assertThat(page.getByRole(AriaRole.BANNER)).isVisible(SLOW);
        return page;
    }

    private static void shot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }

    private static Path chromium() {
        return Stream.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no Chromium found; install Debian's package chromium"));
    }
}
