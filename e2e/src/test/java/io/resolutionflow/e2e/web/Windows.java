package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.resolutionflow.e2e.client.Gateway;
import io.resolutionflow.e2e.client.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of one test: each a person of their own, signed in by the identity provider's page.
 */
public final class Windows {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** What a browser says of its own about an answer of 400 and above. */
    private static final String REFUSAL = "Failed to load resource";

    private final Gateway gateway = Gateway.fromEnvironment();
    private final Chromium chromium;
    private final List<BrowserContext> open = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean refusalsExpected = false;

    Windows(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Where the app is: the gateway, or what {@code RF_WEB_URL} says (a development server). */
    public static String address(String path) {
        String app = System.getenv("RF_WEB_URL");
        String origin =
                app == null || app.isBlank() ? Gateway.fromEnvironment().address().toString() : app;
        return origin.replaceAll("/+$", "") + path;
    }

    /** A window of the size of a laptop on a page of the app. */
    public Page open(String email, String path) {
        return open(email, path, new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** As {@link #open(String, String)}, with a size, language or colour scheme of its own. */
    public Page open(String email, String path, Browser.NewContextOptions options) {
        BrowserContext person = chromium.browser().newContext(options);
        open.add(person);
        person.setDefaultTimeout(Chromium.PATIENCE_MS);
        var cookies = chromium.signedIn().get(email);
        if (cookies != null) {
            person.addCookies(cookies);
        }
        Page page = person.newPage();
        listenTo(page);
        page.navigate(address(path));
        Locator banner = page.getByRole(AriaRole.BANNER);
        Locator name = page.locator("#username");
        banner.or(name).first().waitFor();
        if (name.isVisible()) {
            signIn(page, email);
            assertThat(banner).isVisible();
            chromium.signedIn().put(email, person.cookies());
        }
        return page;
    }

    /** Fills in the identity provider's page, which must be open. */
    public static void signIn(Page page, String email) {
        page.locator("#username").fill(email);
        page.locator("#password").fill("demo");
        page.locator("#kc-login").click();
    }

    /** The same person through the API, to make or look at what the page shows. */
    public Person person(String email) {
        return gateway.signIn(email);
    }

    /** Answers of 400 and above are part of this test. */
    public void expectRefusals() {
        refusalsExpected = true;
    }

    /** A picture of the whole page in target/screenshots. */
    public static void picture(Page page, String name) {
        page.evaluate("() => window.scrollTo(0, 0)");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }

    private void listenTo(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    void close(boolean passed) {
        open.forEach(BrowserContext::close);
        if (passed) {
            assertThat(complaints)
                    .as("errors in the browser's console")
                    .filteredOn(text -> !(refusalsExpected && text.startsWith(REFUSAL)))
                    .isEmpty();
        }
    }
}
