package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.resolutionflow.e2e.web.Windows.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import io.resolutionflow.e2e.client.Answer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engineer's session in real Chromium, from the first words to the printed sheet. */
@ExtendWith(OneBrowser.class)
class SessionBrowserIT {

    private static final String ENGINEER = "eng2@acme.test";
    private static final String TICKET = "1044";

    @Test
    void a_conversation_takes_a_screenshot_forks_tells_the_client_and_ends_in_a_printed_record(
            Windows windows) {
        Page page = windows.open(ENGINEER, "/pilot/" + session(windows));
        page.locator(".composer input[type=file]")
                .setInputFiles(new FilePayload("screen.png", "image/png", png()));
        assertThat(page.getByTestId("attachment")).hasAttribute("data-state", "stored");
        page.getByTestId("chat-message").fill("Outlook asks for the password again on PC-114");
        page.getByTestId("chat-send").click();
        Locator mine = page.locator("[data-testid=chat-row][data-role=user]");
        assertThat(mine).containsText("screen.png");
        assertThat(page.locator("[data-testid=chat-row][data-role=assistant]")).isVisible();
        mine.getByRole(AriaRole.BUTTON, button("Show screen.png")).click();
        assertThat(page.getByRole(AriaRole.IMG, image("screen.png"))).isVisible();
        page.keyboard().press("Escape");
        picture(page, "session-1-conversation");

        mine.getByTestId("message-menu").click();
        page.getByTestId("message-menu-fork").click();
        page.getByTestId("fork-label-1").fill("Saved password");
        page.getByTestId("fork-label-2").fill("Locked account");
        page.getByTestId("fork-submit").click();
        assertThat(page.getByTestId("branch-row")).hasCount(3);
        page.getByTestId("branch-switch").last().click();
        assertThat(page.getByTestId("branch-row").last()).containsText("you are here");
        picture(page, "session-2-ways");

        page.getByTestId("session-menu").click();
        page.getByTestId("session-menu-update").click();
        page.getByTestId("update-write").click();
        assertThat(page.getByTestId("update-text")).not().isEmpty();
        picture(page, "session-3-update");
        page.keyboard().press("Escape");

        page.getByTestId("note-preview").click();
        page.getByTestId("note-markdown")
                .fill(
                        "## Problem\nPassword prompts.\n\n## Resolution\nRemoved the saved password.");
        page.getByTestId("note-post").click();
        page.getByTestId("note-post-confirm").click();
        assertThat(page.getByTestId("note-result")).containsText("ticket " + TICKET);
        assertThat(page.getByTestId("receipt")).containsText("RF-");
        picture(page, "session-4-posted");

        page.getByTestId("session-menu").click();
        page.getByTestId("session-menu-documentation").click();
        assertThat(page.getByTestId("documentation")).containsText("Locked account");
        page.getByTestId("documentation-kind").getByText("Ticket notes").click();
        assertThat(page.getByTestId("notes-state")).hasAttribute("data-state", "done");
        picture(page, "session-5-documentation");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.getByRole(AriaRole.BANNER)).isHidden();
        assertThat(page.getByTestId("documentation-print")).isHidden();
        assertThat(page.getByTestId("notes-text")).isVisible();
        assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_sign_in_that_ends_in_the_middle_of_a_note_loses_no_word(Windows windows) {
        windows.expectRefusals();
        Page page = windows.open(ENGINEER, "/pilot/" + session(windows));
        page.getByTestId("note-blank").click();
        page.getByTestId("note-markdown").fill("Words that took ten minutes.");
        page.getByTestId("chat-message").fill("half a question");

        Pattern calls = Pattern.compile(".*/api/v1/.*");
        Pattern tokens = Pattern.compile(".*/protocol/openid-connect/token");
        page.route(calls, SessionBrowserIT::tokenExpired);
        page.route(tokens, SessionBrowserIT::signInEnded);
        page.getByTestId("note-post").click();
        page.getByTestId("note-post-confirm").click();
        Locator again = page.getByTestId("ended-bar").getByRole(AriaRole.BUTTON);
        assertThat(again).isVisible();
        assertThat(page.getByTestId("note-markdown")).hasValue("Words that took ten minutes.");

        page.unroute(calls);
        page.unroute(tokens);
        again.click();
        assertThat(page.getByTestId("note-markdown")).hasValue("Words that took ten minutes.");
        assertThat(page.getByTestId("chat-message")).hasValue("half a question");
        page.getByTestId("note-post").click();
        page.getByTestId("note-post-confirm").click();
        assertThat(page.getByTestId("note-result")).containsText("ticket " + TICKET);
    }

    private static void tokenExpired(Route route) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setBody(
                                "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"code\":\"token_expired\",\"detail\":\"Your sign-in has ended.\",\"trace_id\":\"t\",\"errors\":[]}"));
    }

    /** What the identity provider says when its own session is over. */
    private static void signInEnded(Route route) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(400)
                        .setContentType("application/json")
                        .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                        .setBody(
                                "{\"error\":\"invalid_grant\",\"error_description\":\"Session not active\"}"));
    }

    /** A conversation about a ticket, nothing said yet. */
    private static String session(Windows windows) {
        Answer made =
                windows.person(ENGINEER)
                        .post(
                                "/api/v1/ai-sessions",
                                Map.of(
                                        "session_type",
                                        "chat",
                                        "intake_type",
                                        "psa_ticket",
                                        "psa_ticket_id",
                                        TICKET));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.text("/session_id");
    }

    private static Page.GetByRoleOptions image(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    /** A real picture: the server draws it anew. */
    private static byte[] png() {
        var image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.drawString("Enter network password", 40, 90);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
