package io.resolutionflow.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import io.resolutionflow.e2e.web.Screens.Screen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every route of the app in both themes under axe, then at 320 pixels and at 200 % zoom without
 * scrolling sideways. Pictures of all of them stay in target/screenshots.
 */
@ExtendWith(OneBrowser.class)
class AccessibilityIT {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;
    private static final double REDRAWN_MS = 5_000;

    private final Axe axe = new Axe();
    private final List<String> faults = new ArrayList<>();

    @Test
    void every_route_keeps_wcag_2_2_aa_in_both_themes_and_fits_a_narrow_window(Windows windows) {
        windows.expectRefusals();
        List<Screen> screens = Screens.make(windows);
        Map<String, Page> pages = new HashMap<>();
        for (Screen screen : known(screens, windows, pages)) {
            Page page = pages.computeIfAbsent(screen.visitor(), who -> windows.open(who, "/"));
            Screens.go(page, screen.address());
            look(page, screen.name());
        }
        Page account = pages.get(Screens.OWNER);
        for (String tab : tabs(account)) {
            Screens.go(account, tab);
            look(account, tab.substring(1).replace('/', '-'));
        }

        assertThat(faults).as("faults of all pages").isEmpty();
    }

    @Test
    void what_opens_over_a_page_keeps_the_rules_too(Windows windows) {
        Page page = windows.open(Screens.ENGINEER, "/sessions");
        Screens.stand(page);
        page.keyboard().press("Control+k");
        page.getByTestId("palette-field").fill("esc");
        page.getByTestId("palette-results")
                .getByRole(com.microsoft.playwright.options.AriaRole.MENUITEM)
                .first()
                .waitFor();
        look(page, "palette");
        page.keyboard().press("Escape");
        page.getByTestId("palette-field").waitFor(Gone.OPTION);
        page.locator("h1").click();
        page.keyboard().press("?");
        page.getByTestId("keys-help").waitFor();
        look(page, "keys");
        page.keyboard().press("Escape");
        page.getByTestId("keys-help").waitFor(Gone.OPTION);
        page.getByTestId("user-menu").click();
        page.getByTestId("theme-dark").waitFor();
        look(page, "menu");

        assertThat(faults).as("faults of all pages").isEmpty();
    }

    /** Addresses of the pages of the account, as the account itself links them. */
    @SuppressWarnings("unchecked")
    private static List<String> tabs(Page account) {
        var tabs =
                (List<String>)
                        account.locator("#content a[href^='/account/']")
                                .evaluateAll(
                                        "links => links.map(link => link.getAttribute('href'))");
        assertThat(tabs).isNotEmpty();
        return tabs;
    }

    /** The screens of the routes the app has; each route of its tree must be among them. */
    private static List<Screen> known(
            List<Screen> screens, Windows windows, Map<String, Page> pages) {
        Page page = pages.computeIfAbsent(Screens.L1, who -> windows.open(who, "/"));
        List<String> routes = Screens.routes(page);
        assertThat(screens).extracting(Screen::route).containsAll(routes);
        return screens.stream().filter(screen -> routes.contains(screen.route())).toList();
    }

    private void look(Page page, String name) {
        inTheme(page, ColorScheme.LIGHT, name, axe::violations);
        inTheme(page, ColorScheme.DARK, name, axe::violationsOfColours);
        for (int width : List.of(320, WIDTH / 2)) {
            page.setViewportSize(width, HEIGHT);
            if (!fits(page, width)) {
                faults.add(name + ": its content needs more than " + width + " pixels");
            }
        }
        page.setViewportSize(WIDTH, HEIGHT);
    }

    private void inTheme(
            Page page, ColorScheme theme, String name, Function<Page, List<String>> rules) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        rules.apply(page).forEach(fault -> faults.add(name + ", " + theme + ": " + fault));
        Windows.picture(page, name + "-" + theme.name().toLowerCase(Locale.ROOT));
    }

    /** Whether it fits, once charts have followed the window. */
    private static boolean fits(Page page, int width) {
        try {
            page.waitForFunction(
                    "width => document.documentElement.scrollWidth <= width",
                    width,
                    new Page.WaitForFunctionOptions().setTimeout(REDRAWN_MS));
            return true;
        } catch (TimeoutError _) {
            return false;
        }
    }
}
