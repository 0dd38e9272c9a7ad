package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.resolutionflow.e2e.web.Windows.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.resolutionflow.e2e.client.Answer;
import io.resolutionflow.e2e.client.Person;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The library in real Chromium: what is written in it is walked at the next call. */
@ExtendWith(OneBrowser.class)
class LibraryBrowserIT {

    private static final String ENGINEER = "eng1@acme.test";
    private static final String L1 = "l1@acme.test";

    @Test
    void a_flow_is_written_mended_published_and_found_at_the_next_call(Windows windows) {
        windows.expectRefusals();
        String title = "Badge reader at the door refuses the cards of " + word();
        Page page = windows.open(ENGINEER, "/flows");
        page.getByTestId("flow-new").click();
        page.getByTestId("new-flow-title").fill(title);
        page.getByTestId("new-flow-category").selectOption("hardware");
        page.getByTestId("new-flow-create").click();

        page.getByTestId("flow-description").fill(title + ". Nobody gets in.");
        page.getByTestId("flow-keywords").fill("badge reader, door, cards");
        page.getByTestId("view-outline").click();
        page.getByTestId("first-question").click();
        page.getByTestId("node-text").fill("Is the light of the reader green?");
        page.getByTestId("option-add").click();
        page.getByTestId("option-label-0").fill("Yes");
        page.getByTestId("option-next-0").selectOption("new:resolve");
        page.getByTestId("node-text").fill("The card was held wrongly.");

        // one answer is too few, and one that leads nowhere is not even saved: both told where they
        // are
        assertThat(page.getByTestId("finding-too_few_options")).isVisible();
        page.getByTestId("finding-too_few_options").click();
        assertThat(page.getByTestId("node-form")).containsText("needs two answers");
        page.getByTestId("option-add").click();
        page.getByTestId("option-label-1").fill("No");
        page.getByTestId("draft-save").click();
        assertThat(page.getByTestId("save-refused")).isVisible();
        assertThat(page.getByTestId("option-1")).containsText("Something has to be written here.");
        picture(page, "library-1-refused");

        page.getByTestId("option-next-1").selectOption("new:escalate");
        page.getByTestId("node-text").fill("The reader has to be replaced.");
        page.getByTestId("node-detail").fill("Hand off to: on-site team. Include: which door.");
        page.keyboard().press("Control+s");
        assertThat(page.getByTestId("draft-state")).containsText("Draft saved");
        assertThat(page.getByTestId("findings-sum")).containsText("Ready to publish");
        picture(page, "library-2-written");
        leadAnswerElsewhereInTheDrawing(page);
        page.getByTestId("draft-publish").click();
        page.getByTestId("publish-note").fill("First version");
        page.getByTestId("publish-confirm").click();
        assertThat(page.getByTestId("flow-name")).containsText(title);
        assertThat(page.getByTestId("versions")).containsText("First version");
        assertThat(page.getByTestId("index-pending")).hasCount(0);

        Page call = windows.open(L1, "/");
        call.getByTestId("intake-statement").fill(title);
        call.getByTestId("intake-submit").click();
        assertThat(call.getByTestId("walk-question"))
                .containsText("Is the light of the reader green?");

        page.getByTestId("view-canvas").click();
        assertThat(page.getByTestId("canvas")).containsText("The reader has to be replaced.");
        page.getByTestId("canvas").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.getByTestId("step-card")).containsText("The card was held wrongly.");
        page.keyboard().press("ArrowDown");
        assertThat(page.getByTestId("step-card")).containsText("The reader has to be replaced.");
        picture(page, "library-3-published");
        archive(page);
    }

    @Test
    void what_a_walk_taught_is_approved_and_becomes_a_flow(Windows windows) {
        String title = word() + " " + word() + " adapter plugged in again";
        teach(windows.person(L1), title);
        Person engineer = windows.person(ENGINEER);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(engineer.get("/api/v1/flow-proposals?limit=10").text())
                                .contains(title));

        Page page = windows.open(ENGINEER, "/flow-proposals");
        page.getByTestId("proposal-search").fill(title);
        page.getByTestId("proposal-row")
                .filter(new Locator.FilterOptions().setHasText(title))
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(page.getByTestId("proposal-title")).containsText(title);
        assertThat(page.getByTestId("evidence")).containsText("Open the walk");
        picture(page, "library-4-proposal");
        page.getByTestId("proposal-approve").click();
        page.getByTestId("proposal-accept-stubs").click();
        assertThat(page.getByTestId("proposal-decided")).containsText("Approved");
        page.getByTestId("proposal-flow").click();
        assertThat(page.getByTestId("flow-name")).containsText(title);
        assertThat(page).hasURL(Pattern.compile(".*/flows/[0-9a-f-]{36}$"));
        archive(page);
    }

    /** Out of the way of later calls, and of later runs on the same system. */
    private static void archive(Page page) {
        page.getByTestId("flow-archive").click();
        page.getByTestId("flow-ask-confirm").click();
        assertThat(page.getByTestId("flow-unarchive")).isVisible();
    }

    /** By the mouse from an answer to another step, and back by undo. */
    private static void leadAnswerElsewhereInTheDrawing(Page page) {
        page.getByTestId("view-canvas").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all")).click();
        page.locator("[data-id=q_1] [data-handleid='1']").hover();
        page.mouse().down();
        var end = page.locator("[data-id=r_2] .target").boundingBox();
        // a hand takes its way; the drawing looks for an end on it
        page.mouse().move(end.x + 3, end.y + 3, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(page.getByTestId("draft-state")).containsText("Not saved yet");
        page.getByTestId("undo").click();
        assertThat(page.getByTestId("draft-state")).containsText("Draft saved");
    }

    /** A walk without a flow, its steps built on the way, one answer, solved. */
    private static void teach(Person l1, String title) {
        Answer intake =
                l1.post(
                        "/api/v1/l1/intake",
                        Map.of(
                                "problem_statement",
                                "The docking station " + word() + " " + word() + " stays dark",
                                "force_build",
                                true));
        assertThat(intake.text("/outcome")).as(intake.text()).isEqualTo("build");
        String walk = "/api/v1/l1/sessions/" + intake.text("/session_id");
        Answer first = l1.post(walk + "/next-node", Map.of("allow_offline", true));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        Answer second =
                l1.post(
                        walk + "/next-node",
                        Map.of(
                                "node_id",
                                first.text("/node/id"),
                                "answer",
                                first.text("/node/options/0/value"),
                                "allow_offline",
                                true));
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        Answer resolved =
                l1.post(
                        walk + "/resolve",
                        Map.of("helpful", true, "resolution_notes", title + "\nIt works now."));
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
    }

    /** A word nobody has written before, so that runs on one system do not meet. */
    private static String word() {
        var random = ThreadLocalRandom.current();
        var word = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            word.append("bdfgklmnprstvz".charAt(random.nextInt(14)))
                    .append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }
}
