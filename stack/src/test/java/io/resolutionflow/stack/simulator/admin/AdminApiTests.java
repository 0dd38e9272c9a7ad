package io.resolutionflow.stack.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.stack.simulator.SimulatorRig;
import io.resolutionflow.stack.simulator.SimulatorRig.Answered;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminApiTests {

    private static final String NOTE =
            "{\"text\":\"x\",\"internalAnalysisFlag\":true,\"processNotifications\":false}";

    @RegisterExtension static final SimulatorRig rig = new SimulatorRig();

    @Test
    void healthIs200() throws Exception {
        assertThat(rig.admin("GET", "health", "").status()).isEqualTo(200);
    }

    @Test
    void aMisspeltFaultIsRefusedInsteadOfProvingNothing() throws Exception {
        for (var body :
                new String[] {
                    "",
                    "{\"mode\":\"throttle\"}",
                    "{\"provider\":\"connectwise\"}",
                    "{\"provider\":\"connectwise\",\"mode\":\"thrtl\"}",
                    "{\"provider\":\"other\",\"mode\":\"throttle\"}",
                    "{\"provider\":\"connectwise\",\"mode\":\"throttle\",\"mach\":{}}",
                    "{\"provider\":\"connectwise\",\"mode\":\"throttle\",\"match\":{\"operation\":\"notes\"}}",
                    "{\"provider\":\"connectwise\",\"mode\":\"throttle\",\"times\":0}",
                    "{\"provider\":\"connectwise\",\"mode\":\"late_revert\",\"match\":{\"operation\":\"note\"}}",
                    "{\"provider\":\"connectwise\",\"mode\":\"note_triggers_revert\"}",
                    "{\"provider\":\"autotask\",\"mode\":\"nested_false_200\"}",
                    "{\"provider\":\"connectwise\",\"mode\":\"merged\"}"
                }) {
            assertThat(rig.admin("POST", "modes", body).status()).as(body).isEqualTo(422);
        }
        assertThat(rig.admin("GET", "modes", "").json()).isEmpty();
    }

    @Test
    void ticketsMadeAtTheSameMomentHaveIdsOfTheirOwn() throws Exception {
        Callable<Answered> add =
                () -> rig.admin("POST", "tickets", "{\"provider\":\"connectwise\"}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = threads.invokeAll(Collections.nCopies(64, add));

            assertThat(made).extracting(one -> one.resultNow().status()).containsOnly(201);
            assertThat(made)
                    .extracting(one -> one.resultNow().json().at("/tickets/0/ticket_id").asString())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void faultsAreListedCountedDownAndSwitchedOff() throws Exception {
        rig.mode("error_after_commit", ",\"match\":{\"operation\":\"note\"},\"times\":2");
        rig.mode("silent_reject_status", "");
        note();

        var on = rig.admin("GET", "modes", "").json();
        assertThat(on).hasSize(2);
        assertThat(on.get(0).path("times").intValue()).isEqualTo(1);
        assertThat(on.get(0).path("match").path("operation").asString()).isEqualTo("note");

        var left =
                rig.admin(
                        "DELETE",
                        "modes",
                        "{\"provider\":\"connectwise\",\"mode\":\"error_after_commit\"}");
        assertThat(left.json()).hasSize(1);
        assertThat(left.json().get(0).path("mode").asString()).isEqualTo("silent_reject_status");
        assertThat(rig.admin("DELETE", "modes", "").json()).isEmpty();
    }

    @Test
    void theJournalKeepsEveryRequestWithItsOutcomeAndNoCredentials() throws Exception {
        rig.mode("burst_5xx", ",\"match\":{\"operation\":\"note\"}");
        note();
        rig.connectwise("/service/boards");

        var journal = rig.admin("GET", "journal?provider=connectwise", "");
        assertThat(journal.json()).hasSize(2);
        var first = journal.json().get(0);
        assertThat(first.path("operation").asString()).isEqualTo("note");
        assertThat(first.path("ticket_id").asString()).isEqualTo("1042");
        assertThat(first.path("status").intValue()).isEqualTo(503);
        assertThat(first.path("modes").get(0).asString()).isEqualTo("burst_5xx");
        assertThat(first.path("request_body").asString()).isEqualTo(NOTE);
        assertThat(journal.text()).doesNotContain("rfpriv").doesNotContain("Basic ");
        assertThat(rig.admin("GET", "journal?ticket_id=1042&operation=read", "").json()).isEmpty();
    }

    @Test
    void countersCountByKindOfRequest() throws Exception {
        note();
        rig.connectwise("/service/boards");
        rig.connectwise("/service/boards");

        var figures = rig.admin("GET", "counters", "").json().path("connectwise");
        assertThat(figures.path("notes_stored").intValue()).isEqualTo(1);
        assertThat(figures.path("requests").path("note").intValue()).isEqualTo(1);
        assertThat(figures.path("requests").path("read").intValue()).isEqualTo(2);
        assertThat(figures.path("mails_sent").intValue()).isZero();
    }

    @Test
    void theLedgerLeavesOutWhatWasThereAtStartUnlessAsked() throws Exception {
        note();

        assertThat(rig.ledger("connectwise", 1042).path("notes")).hasSize(1);
        assertThat(
                        rig.admin(
                                        "GET",
                                        "ledger?provider=connectwise&ticket_id=1042&seeded=true",
                                        "")
                                .json()
                                .path("notes"))
                .hasSize(2);
        assertThat(rig.admin("GET", "ledger?provider=connectwise", "").json().path("notes"))
                .hasSize(1);
        assertThat(rig.ledger("connectwise", 1042).path("status").path("name").asString())
                .isEqualTo("In Progress");
        assertThat(rig.admin("GET", "ledger", "").status()).isEqualTo(422);
    }

    @Test
    void resetBringsTheStartBack() throws Exception {
        note();
        rig.connectwise(
                "PATCH",
                "/service/tickets/1042",
                "[{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":16}}]");
        rig.mode("throttle", ",\"args\":{\"n\":9}");
        rig.admin("POST", "tickets", "{\"provider\":\"connectwise\",\"id\":3000}");
        rig.advance(Duration.ofHours(5));
        rig.admin("POST", "codebase", "{\"codebase\":\"v2027_1\"}");

        assertThat(rig.admin("POST", "reset", "").status()).isEqualTo(204);

        assertThat(rig.admin("GET", "modes", "").json()).isEmpty();
        assertThat(rig.admin("GET", "journal", "").json()).isEmpty();
        assertThat(rig.ledger("connectwise", 1042).path("notes")).isEmpty();
        assertThat(
                        rig.connectwise("/service/tickets/1042")
                                .json()
                                .path("status")
                                .path("id")
                                .intValue())
                .isEqualTo(12);
        assertThat(rig.connectwise("/service/tickets/3000").status()).isEqualTo(404);
        assertThat(note().json().path("id").longValue()).isEqualTo(80_005);
        assertThat(rig.connectwise("GET", "/login/companyinfo/acme", "", Map.of()).text())
                .contains("v2026_1/");
        var now =
                Instant.parse(
                        rig.admin("POST", "clock", "{\"advance_ms\":0}")
                                .json()
                                .path("now")
                                .asString());
        assertThat(now).isBefore(Instant.now().plusSeconds(5));
    }

    @Test
    void resetLetsThoseGoWhoAreKeptWaiting() throws Exception {
        rig.mode(
                "hang_after_commit", ",\"args\":{\"ms\":60000},\"match\":{\"operation\":\"note\"}");
        var request =
                SimulatorRig.request(
                        rig.ports().connectwise(),
                        "POST",
                        "/v4_6_release/apis/3.0/service/tickets/1042/notes",
                        NOTE,
                        SimulatorRig.CONNECTWISE_HEADERS);
        CompletableFuture<Integer> waiting =
                rig.client()
                        .sendAsync(request, BodyHandlers.ofString())
                        .thenApply(response -> response.statusCode());
        Awaitility.await()
                .until(() -> rig.admin("GET", "journal?operation=note", "").json().size() == 1);
        assertThat(waiting).isNotDone();

        // the journal is written before the silence begins, so once may be too early
        Awaitility.await()
                .until(() -> {
                    rig.admin("POST", "reset", "");
                    return waiting.isDone();
                });
        assertThat(waiting.get(1, TimeUnit.SECONDS)).isEqualTo(201);
    }

    @Test
    void ticketsCanBeAddedOneOrSeveral() throws Exception {
        var one =
                rig.admin(
                        "POST",
                        "tickets",
                        "{\"provider\":\"connectwise\",\"summary\":\"Added\",\"board_id\":2,\"status_id\":22,\"company_name\":\"Zed\"}");
        assertThat(one.status()).isEqualTo(201);
        var id = one.json().path("tickets").get(0).path("ticket_id").asString();
        var read = rig.connectwise("/service/tickets/" + id).json();
        assertThat(read.path("summary").asString()).isEqualTo("Added");
        assertThat(read.path("company").path("name").asString()).isEqualTo("Zed");
        assertThat(read.path("status").path("id").intValue()).isEqualTo(22);

        var several =
                rig.admin(
                        "POST",
                        "tickets",
                        "{\"provider\":\"autotask\",\"tickets\":[{\"id\":7100},{\"id\":7101}]}");
        assertThat(several.json().path("tickets")).hasSize(2);
        assertThat(
                        rig.autotask("GET", "/Tickets/7101", "")
                                .json()
                                .path("item")
                                .path("id")
                                .intValue())
                .isEqualTo(7101);
        assertThat(
                        rig.admin("POST", "tickets", "{\"provider\":\"connectwise\",\"id\":1042}")
                                .status())
                .isEqualTo(422);
        assertThat(
                        rig.admin(
                                        "POST",
                                        "tickets",
                                        "{\"provider\":\"connectwise\",\"board_id\":1,\"status_id\":26}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void timeDoesNotRunBack() throws Exception {
        assertThat(rig.admin("POST", "clock", "{\"advance_ms\":-1}").status()).isEqualTo(422);
        assertThat(rig.admin("POST", "clock", "{}").status()).isEqualTo(422);
        assertThat(
                        rig.admin("POST", "clock", "{\"advance_ms\":90000}")
                                .json()
                                .path("ahead_ms")
                                .intValue())
                .isEqualTo(90_000);
    }

    @Test
    void otherCallsDoNotExist() throws Exception {
        assertThat(rig.admin("GET", "nothing", "").status()).isEqualTo(404);
        assertThat(rig.admin("GET", "reset", "").status()).isEqualTo(405);
    }

    private static Answered note() throws Exception {
        return rig.connectwise("POST", "/service/tickets/1042/notes", NOTE);
    }
}
