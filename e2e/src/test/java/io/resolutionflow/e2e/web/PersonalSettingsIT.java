package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What everybody sets for themselves: language and appearance, kept over a reload. */
@ExtendWith(OneBrowser.class)
class PersonalSettingsIT {

    @Test
    void the_app_speaks_german_with_its_refusals_and_stays_dark_when_told_to(Windows windows) {
        windows.expectRefusals();
        Page page = windows.open("l1@acme.test", "/");
        Locator root = page.locator("html");
        Locator box = page.getByTestId("intake-statement");
        box.fill("vpn says connected");

        choose(page, "theme-dark");
        assertThat(root).hasAttribute("data-theme", "dark");
        choose(page, "language-de");
        assertThat(root).hasAttribute("lang", "de");
        assertThat(page.locator("h1")).hasText("Anruf annehmen");
        assertThat(box).hasValue("vpn says connected");
        assertThat(root).hasAttribute("data-theme", "dark");
        Windows.picture(page, "intake-german-dark");

        Screens.go(page, "/l1/walk/00000000-0000-4000-8000-000000000000");
        assertThat(page.getByTestId("problem"))
                .containsText("Das gibt es nicht, oder Sie haben keinen Zugang dazu.");
    }

    private static void choose(Page page, String item) {
        page.getByTestId("user-menu").click();
        page.getByTestId(item).click();
    }
}
