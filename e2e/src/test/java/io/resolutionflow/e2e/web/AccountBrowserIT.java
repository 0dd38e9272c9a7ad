package io.resolutionflow.e2e.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.resolutionflow.e2e.web.Windows.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.resolutionflow.e2e.client.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an owner sets up and reads, in the browser, against real services and the simulators. */
@ExtendWith(OneBrowser.class)
class AccountBrowserIT {

    private static final String OWNER = "owner@acme.test";
    private static final String CONNECTIONS = "/api/v1/integrations/psa/connections";

    /** What the ConnectWise simulator takes, as the demo's own connection has it. */
    private static final String PUBLIC_KEY = "rfpub";

    private static final String PRIVATE_KEY = "rfpriv";
    private static final String CLIENT_ID = "11111111-1111-4111-8111-111111111111";

    @Test
    void a_connection_is_made_tested_renewed_and_removed(Windows windows) {
        Person owner = windows.person(OWNER);
        String simulator = owner.get(CONNECTIONS).text("/0/base_url");
        String name = "Second desk " + UUID.randomUUID().toString().substring(0, 8);
        Page page = windows.open(OWNER, "/account/connections");

        page.getByTestId("connection-add").click();
        page.getByTestId("connection-provider").selectOption("connectwise");
        page.getByTestId("connection-name").fill(name);
        page.getByTestId("connection-url").fill(simulator);
        page.getByTestId("connection-config-company_id").fill("acme");
        page.getByTestId("connection-secret-public_key").fill(PUBLIC_KEY);
        page.getByTestId("connection-secret-private_key").fill("wrong-" + PRIVATE_KEY);
        page.getByTestId("connection-secret-client_id").fill(CLIENT_ID);
        page.getByTestId("connection-submit").click();

        Locator card = page.getByTestId("connection").filter(withText(page, name));
        assertThat(card.getByTestId("connection-status")).hasText("Not tested");
        card.getByTestId("connection-test").click();
        assertThat(card.getByTestId("connection-test-result")).hasAttribute("data-ok", "false");
        assertThat(card.getByTestId("connection-test-result")).containsText("failedSign-in");

        card.getByTestId("connection-rotate").click();
        page.getByTestId("connection-secret-private_key").fill(PRIVATE_KEY);
        page.getByTestId("connection-submit").click();
        card.getByTestId("connection-test").click();
        assertThat(card.getByTestId("connection-test-result")).hasAttribute("data-ok", "true");
        assertThat(card.getByTestId("connection-status")).hasText("Works");
        picture(page, "account-connections");
        assertThat(page.content()).doesNotContain("wrong-" + PRIVATE_KEY);

        card.getByTestId("connection-remove").click();
        page.getByTestId("connection-remove-confirm").click();
        assertThat(card).hasCount(0);
        assertThat(owner.get(CONNECTIONS).text()).doesNotContain(name);
    }

    @Test
    void a_webhook_is_added_tested_and_given_a_new_secret(Windows windows) {
        Person owner = windows.person(OWNER);
        String name = "Sink " + UUID.randomUUID().toString().substring(0, 8);
        String sink = System.getenv().getOrDefault("RF_TEST_WEBHOOK_URL", defaultSink());
        Page page = windows.open(OWNER, "/account/notifications");

        page.getByTestId("channel-add").click();
        page.getByTestId("channel-name").fill(name);
        page.getByTestId("channel-url").fill(sink + "/browser");
        page.getByTestId("channel-submit").click();
        Locator secret = page.getByTestId("signing-secret").locator("pre");
        String first = secret.innerText();
        assertThat(first).isNotBlank();
        page.getByTestId("signing-secret-done").click();

        Locator row = page.getByTestId("channel").filter(withText(page, name));
        row.getByTestId("channel-test").click();
        assertThat(row.getByTestId("channel-test-result")).hasAttribute("data-ok", "true");
        row.getByTestId("channel-rotate").click();
        page.getByTestId("channel-rotate-confirm").click();
        assertThat(secret).not().hasText(first);
        page.getByTestId("signing-secret-done").click();
        picture(page, "account-notifications");

        page.reload();
        assertThat(row).isVisible();
        assertThat(page.content()).doesNotContain(first);
        row.getByTestId("channel-remove").click();
        page.getByTestId("channel-remove-confirm").click();
        assertThat(row).hasCount(0);
    }

    @Test
    void usage_is_read_as_charts_as_tables_and_as_a_file(Windows windows) throws IOException {
        Walks.start(windows.person("l1@acme.test"));
        Page page = windows.open(OWNER, "/account/usage");

        assertThat(page.getByTestId("usage-by-task-chart"))
                .hasAttribute("aria-label", Pattern.compile("By task, Calls\\. Most: .+"));
        assertThat(page.getByTestId("usage-by-day-chart").locator("svg").first()).isVisible();
        assertThat(page.getByTestId("forecast-end")).isVisible();
        picture(page, "account-usage");
        Locator byTask = page.getByTestId("usage-by-task");
        byTask.locator("[data-value=table]").click();
        assertThat(byTask.getByRole(AriaRole.TABLE)).isVisible();

        Download file = page.waitForDownload(() -> page.getByTestId("usage-csv").click());
        assertThat(Files.readString(file.path())).startsWith("request_id,created_at,user_id");
        assertThat(file.suggestedFilename()).isEqualTo("ai-usage.csv");
    }

    @Test
    void statuses_of_a_board_are_chosen_from_the_ticketing_system(Windows windows) {
        Page page = windows.open(OWNER, "/account/preferences");
        Locator board = page.getByTestId("board-mapping").nth(1);
        assertThat(board).not().containsText("Loading");
        String before = board.innerText();
        board.getByTestId("mapping-change").click();
        Locator choice = page.getByTestId("mapping-escalated_status_id");
        assertThat(choice.locator("option").nth(1)).isAttached();
        String old = choice.inputValue();
        int options = choice.locator("option").count();
        String other = choice.locator("option").nth(options - 1).getAttribute("value");
        choice.selectOption(other);
        page.getByTestId("mapping-save").click();
        assertThat(board.getByTestId("mapping-change")).isVisible();

        board.getByTestId("mapping-change").click();
        assertThat(choice).hasValue(other);
        choice.selectOption(old);
        page.getByTestId("mapping-save").click();
        assertThat(board.getByTestId("mapping-change")).isVisible();
        assertThat(board.innerText()).isEqualTo(before);
        picture(page, "account-preferences");
    }

    @Test
    void an_engineer_reads_what_an_owner_changes(Windows windows) {
        Page page = windows.open("eng1@acme.test", "/account/connections");
        assertThat(page.getByTestId("connection").first()).isVisible();
        assertThat(page.getByTestId("connection-add")).hasCount(0);
        page.navigate(Windows.address("/account/members"));
        assertThat(page.getByTestId("members")).containsText("claim escalations");
        assertThat(page.getByTestId("members")).not().containsText("@acme.test");
        page.navigate(Windows.address("/account/mappings"));
        assertThat(page.getByTestId("message-page")).hasAttribute("data-kind", "no-access");
    }

    private static Locator.FilterOptions withText(Page page, String text) {
        return new Locator.FilterOptions().setHas(page.getByText(text).first());
    }

    private static String defaultSink() {
        return "http://127.0.0.1:" + System.getenv().getOrDefault("RF_PORT_WEBHOOK", "8196");
    }
}
