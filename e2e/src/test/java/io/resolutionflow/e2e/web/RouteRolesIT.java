package io.resolutionflow.e2e.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.resolutionflow.e2e.web.Screens.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every route of the app for every role: who sees the page, and who is told that it is not theirs.
 */
@ExtendWith(OneBrowser.class)
class RouteRolesIT {

    private static final Set<String> ENGINEERS =
            Set.of(
                    "root@platform.test",
                    "owner@acme.test",
                    "admin@acme.test",
                    "eng1@acme.test",
                    "cover@acme.test");
    private static final Set<String> CALL_TAKERS =
            Set.of(
                    "root@platform.test",
                    "owner@acme.test",
                    "admin@acme.test",
                    "cover@acme.test",
                    "l1@acme.test");
    private static final Set<String> READERS_OF_WALKS =
            Set.of(
                    "root@platform.test",
                    "owner@acme.test",
                    "admin@acme.test",
                    "eng1@acme.test",
                    "cover@acme.test",
                    "l1@acme.test");
    private static final Set<String> ALL =
            Set.of(
                    "root@platform.test",
                    "owner@acme.test",
                    "admin@acme.test",
                    "eng1@acme.test",
                    "cover@acme.test",
                    "l1@acme.test",
                    "viewer@acme.test");

    private static final Map<String, Set<String>> SEEN_BY =
            Map.ofEntries(
                    Map.entry("/", ALL),
                    Map.entry("/l1/walk/$id", READERS_OF_WALKS),
                    Map.entry("/l1/queue", CALL_TAKERS),
                    Map.entry("/l1/escalations", CALL_TAKERS),
                    Map.entry("/escalations", ENGINEERS),
                    Map.entry("/sessions", ENGINEERS),
                    Map.entry("/pilot/$id", ENGINEERS),
                    Map.entry("/pilot/$id/documentation", ENGINEERS),
                    Map.entry("/flows", ALL),
                    Map.entry("/flows/$id", ALL),
                    Map.entry("/flows/$id/edit", ENGINEERS),
                    Map.entry("/flows/$id/versions", ALL),
                    Map.entry("/flows/$id/analytics", ENGINEERS),
                    Map.entry("/l1/demand", ENGINEERS),
                    Map.entry("/flow-proposals", ENGINEERS),
                    Map.entry("/flow-proposals/$id", ENGINEERS),
                    Map.entry("/account", ALL),
                    Map.entry("/account/$tab", ALL));

    @Test
    void each_role_sees_its_pages_and_is_told_about_the_others(Windows windows) {
        windows.expectRefusals();
        List<Screen> screens = Screens.make(windows);
        var wrong = new ArrayList<String>();
        for (String email : ALL) {
            Page page = windows.open(email, "/");
            Screens.stand(page);
            List<String> routes = Screens.routes(page);
            assertThat(SEEN_BY.keySet()).containsAll(routes);
            assertThat(screens).extracting(Screen::route).containsAll(routes);
            List<String> linked = linked(page);
            for (Screen screen : screens) {
                if (!routes.contains(screen.route())) {
                    continue;
                }
                Screens.turn(page, screen.address());
                boolean seen = page.locator("[data-kind=no-access]").count() == 0;
                boolean expected = SEEN_BY.get(screen.route()).contains(email);
                if (seen != expected) {
                    wrong.add(email + (seen ? " sees " : " does not see ") + screen.route());
                }
                if (!expected && linked.contains(screen.address())) {
                    wrong.add(email + " has a link to " + screen.route());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void a_typed_address_says_that_it_is_missing_or_not_for_this_role(Windows windows) {
        windows.expectRefusals();
        Page l1 = windows.open(Screens.L1, "/escalations");
        assertThat(message(l1)).isEqualTo("no-access");

        Page engineer = windows.open(Screens.ENGINEER, "/no/such/page");
        assertThat(message(engineer)).isEqualTo("not-found");
        assertThat(engineer.title()).contains("There is no such page");

        Page viewer = windows.open("viewer@acme.test", "/");
        assertThat(message(viewer)).isEqualTo("nothing");
    }

    private static String message(Page page) {
        Locator message = page.getByTestId("message-page");
        message.waitFor();
        return message.getAttribute("data-kind");
    }

    private static List<String> linked(Page page) {
        return page.locator("header nav a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }
}
