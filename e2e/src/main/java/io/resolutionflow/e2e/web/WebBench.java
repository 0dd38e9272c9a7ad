package io.resolutionflow.e2e.web;

import io.resolutionflow.e2e.bench.Bench;
import io.resolutionflow.e2e.bench.Benchmark;
import io.resolutionflow.e2e.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * {@code rf bench web}: how soon intake and board stand and how soon they answer to keys, from the
 * browser's own performance entries. Limits are those that Web Vitals call good.
 */
public final class WebBench implements Benchmark {

    private static final double GOOD_FIRST_PAINT_MS = 1_800;
    private static final double GOOD_LARGEST_PAINT_MS = 2_500;
    private static final double GOOD_INTERACTION_MS = 200;
    private static final int CONTROL = 2;

    /** The browser rounds event durations to 8 ms and leaves out what took less than this. */
    private static final int SHORTEST_KNOWN_MS = 16;

    private static final String OBSERVE =
            """
            window.rfEvents = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => {
              if (entry.interactionId > 0) window.rfEvents.push(entry.duration);
            })).observe({type: 'event', durationThreshold: %d, buffered: true});
            window.rfLargest = new Promise(done => new PerformanceObserver(list =>
              done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}));
            """
                    .formatted(SHORTEST_KNOWN_MS);

    /** A page and the sign that it can be used. */
    private record Screen(String name, String email, String path, String ready) {}

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String about() {
        return "first and largest paint, interaction delay of intake and board in Chromium (loads 5, letters 40)";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int loads = bench.settings().number("loads", 5);
        int letters = bench.settings().number("letters", 40);
        String app = bench.stack().gateway().address().toString().replaceAll("/$", "");
        for (Screen screen :
                List.of(
                        new Screen(
                                "intake",
                                "l1@acme.test",
                                "/",
                                "document.querySelector('[data-testid=intake-statement]') !== null"),
                        new Screen(
                                "board",
                                "eng1@acme.test",
                                "/escalations",
                                "document.querySelector('[data-testid=board-live-state].live-live') !== null"))) {
            try (var browser = new DevTools(bench.work())) {
                signIn(browser, app, screen);
                paints(browser, app, screen, loads, bench.report());
                interactions(browser, screen, letters, bench.report());
            }
        }
    }

    private static void signIn(DevTools browser, String app, Screen screen) throws Exception {
        browser.navigate(app + screen.path());
        browser.until("document.querySelector('#kc-login') !== null");
        browser.evaluate(
                """
                document.querySelector('#username').value = '%s';
                document.querySelector('#password').value = 'demo';
                document.querySelector('#kc-login').click();
                """
                        .formatted(screen.email()));
        browser.until(screen.ready());
    }

    /** From the typed address to the page in use, over the identity provider and back. */
    private static void paints(
            DevTools browser, String app, Screen screen, int loads, Report report)
            throws Exception {
        for (boolean cold : new boolean[] {true, false}) {
            double[] whole = new double[loads];
            double[] first = new double[loads];
            double[] largest = new double[loads];
            for (int i = 0; i < loads; i++) {
                if (cold) {
                    browser.send("Network.clearBrowserCache", Map.of());
                }
                browser.navigate("about:blank");
                browser.until("location.href === 'about:blank'");
                browser.navigate(app + screen.path());
                whole[i] = browser.until(screen.ready());
                browser.evaluate(OBSERVE);
                largest[i] = browser.evaluate("window.rfLargest").asDouble();
                first[i] =
                        browser.evaluate(
                                        "performance.getEntriesByName('first-contentful-paint')[0].startTime")
                                .asDouble();
            }
            String what = screen.name() + (cold ? ", empty cache" : ", filled cache");
            report.figure(what + ": address to usable, median", median(whole), "ms");
            report.atMost(
                    GOOD_FIRST_PAINT_MS, what + ": first contentful paint", median(first), "ms");
            report.atMost(
                    GOOD_LARGEST_PAINT_MS,
                    what + ": largest contentful paint",
                    median(largest),
                    "ms");
        }
    }

    /** Each letter typed, on the board into the command palette. */
    private static void interactions(DevTools browser, Screen screen, int letters, Report report)
            throws Exception {
        if (screen.name().equals("board")) {
            browser.key("k", "KeyK", 'K', "", CONTROL);
            browser.until("document.activeElement?.dataset?.testid === 'palette-field'");
        } else {
            browser.evaluate("document.querySelector('[data-testid=intake-statement]').focus()");
        }
        for (int i = 0; i < letters; i++) {
            char letter = "the shared drive does not open ".charAt(i % 31);
            browser.key(
                    String.valueOf(letter),
                    letter == ' ' ? "Space" : "Key" + Character.toUpperCase(letter),
                    Character.toUpperCase(letter),
                    String.valueOf(letter),
                    0);
        }
        // entries come with the frame behind the last letter
        browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))");
        var durations = new ArrayList<Double>();
        for (JsonNode duration : browser.evaluate("window.rfEvents")) {
            durations.add(duration.asDouble());
        }
        double slowest =
                durations.stream().mapToDouble(Double::doubleValue).max().orElse(SHORTEST_KNOWN_MS);
        report.figure(
                screen.name() + ": keys that took " + SHORTEST_KNOWN_MS + " ms and more",
                durations.size(),
                "of " + letters * 2);
        report.atMost(GOOD_INTERACTION_MS, screen.name() + ": slowest key to paint", slowest, "ms");
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
