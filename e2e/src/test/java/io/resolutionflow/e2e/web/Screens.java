package io.resolutionflow.e2e.web;

import com.microsoft.playwright.Page;
import io.resolutionflow.e2e.client.Person;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The app's routes, from its own route tree, and what each needs to be looked at. A route without a
 * row here fails the tests that ask for it.
 */
final class Screens {

    static final String L1 = "l1@acme.test";
    static final String ENGINEER = "eng1@acme.test";
    static final String OWNER = "owner@acme.test";

    private static final String IDLE =
            """
            () => window.__TSR_ROUTER__.state.status === 'idle'
              && document.querySelector('[data-testid=loading]') === null
              && document.querySelector('#content')?.firstElementChild !== null
            """;

    /**
     * One route.
     *
     * @param route as the app's route tree has it
     * @param address with something real in the place of its parameters
     * @param visitor e-mail of somebody who sees it full
     */
    record Screen(String route, String address, String visitor) {

        String name() {
            String name = route.equals("/") ? "intake" : route.substring(1);
            return name.replaceAll("[/$]+", "-");
        }
    }

    private Screens() {}

    /** Every route of the app's tree. */
    @SuppressWarnings("unchecked")
    static List<String> routes(Page page) {
        return List.copyOf(
                new TreeSet<>(
                        (List<String>)
                                page.evaluate(
                                        "() => Object.values(window.__TSR_ROUTER__.routesByPath).map(route => route.fullPath)")));
    }

    /** Goes to an address inside the app, as a link would, and waits until the page stands. */
    static void go(Page page, String address) {
        turn(page, address);
        stand(page);
    }

    /** As {@link #go}, but does not wait for what the page loads. */
    static void turn(Page page, String address) {
        page.evaluate("address => window.__TSR_ROUTER__.navigate({ href: address })", address);
        page.waitForFunction("() => window.__TSR_ROUTER__.state.status === 'idle'");
    }

    /** Waits until the page is there and nothing in it says that it is still loading. */
    static void stand(Page page) {
        page.waitForFunction(IDLE);
    }

    /** All screens, with what they need made for them. */
    static List<Screen> make(Windows windows) {
        Person engineer = windows.person(ENGINEER);
        String walk = Walks.start(windows.person(L1));
        String session = session(engineer);
        String library = engineer.get("/api/v1/flows?source=library&limit=1").text("/0/id");
        String draft = draft(engineer);
        String proposal = engineer.get("/api/v1/flow-proposals?limit=1").text("/0/id");
        String anyProposal = proposal.isEmpty() ? walk : proposal;
        return List.of(
                new Screen("/", "/", L1),
                new Screen("/l1/walk/$id", "/l1/walk/" + walk, L1),
                new Screen("/l1/queue", "/l1/queue", L1),
                new Screen("/l1/escalations", "/l1/escalations", L1),
                new Screen("/escalations", "/escalations", ENGINEER),
                new Screen("/sessions", "/sessions", ENGINEER),
                new Screen("/pilot/$id", "/pilot/" + session, ENGINEER),
                new Screen(
                        "/pilot/$id/documentation",
                        "/pilot/" + session + "/documentation",
                        ENGINEER),
                new Screen("/flows", "/flows", ENGINEER),
                new Screen("/flows/$id", "/flows/" + library, ENGINEER),
                new Screen("/flows/$id/edit", "/flows/" + draft + "/edit", ENGINEER),
                new Screen("/flows/$id/versions", "/flows/" + library + "/versions", ENGINEER),
                new Screen("/flows/$id/analytics", "/flows/" + library + "/analytics", ENGINEER),
                new Screen("/l1/demand", "/l1/demand", ENGINEER),
                new Screen("/flow-proposals", "/flow-proposals", ENGINEER),
                new Screen("/flow-proposals/$id", "/flow-proposals/" + anyProposal, ENGINEER),
                new Screen("/account", "/account", OWNER),
                new Screen("/account/$tab", "/account/plan", OWNER));
    }

    private static String session(Person engineer) {
        return engineer.post(
                        "/api/v1/ai-sessions",
                        Map.of(
                                "session_type",
                                "chat",
                                "intake_type",
                                "free_text",
                                "intake_content",
                                Map.of("text", "Outlook asks for the password again and again")))
                .text("/session_id");
    }

    private static String draft(Person engineer) {
        return engineer.post(
                        "/api/v1/flows",
                        Map.of("title", "Label printer prints blank labels " + System.nanoTime()))
                .text("/id");
    }
}
