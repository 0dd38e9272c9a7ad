package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The operator's way to end a poison event, and everything that waits behind it. */
class DeadLettersIT extends ServiceUnderTest {

    @Autowired private ToyApplication.Notes notes;
    @Autowired private ToyApplication.Cure cure;
    @LocalManagementPort private int management;

    private final UUID aggregate = UUID.randomUUID();
    private final UUID poison = UUID.randomUUID();
    private final TestPerson operator = TestPerson.superAdmin();

    @BeforeEach
    void a_poison_event_with_two_behind_it() {
        publish("rf.session.events", note(poison, 1, "poison"));
        publish("rf.session.events", note(UUID.randomUUID(), 2, "second"));
        publish("rf.session.events", note(UUID.randomUUID(), 3, "third"));
        await().atMost(SOON).until(() -> count("select count(*) from inbox_dead_letter") == 1);
        await().atMost(SOON).until(() -> count("select count(*) from inbox_parked") == 2);
    }

    @AfterEach
    void the_cause_is_back() {
        cure.found(false);
    }

    @Test
    void the_list_tells_what_is_stuck_and_what_is_held_but_no_content() {
        Answer list = deadLetters("GET", "", null, operator);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body())
                .contains(poison.toString(), account.toString(), "\"held\":2")
                .contains("IllegalArgumentException")
                .doesNotContain("cannot be applied");
    }

    @Test
    void only_a_super_admin_gets_in() {
        assertThat(deadLetters("GET", "", null, TestPerson.owner(account)).status()).isEqualTo(403);
        assertThat(act("replay", false, TestPerson.owner(account)).status()).isEqualTo(403);
        assertThat(
                        ServiceClient.send(
                                        new ServiceClient(management, json)
                                                .request("", "/actuator/deadletters")
                                                .build())
                                .status())
                .isEqualTo(401);
        assertThat(effects()).isEmpty();
    }

    @Test
    void a_dry_run_tells_what_would_happen_and_changes_nothing() {
        Answer stillSick = act("replay", null, operator);
        assertThat(stillSick.text("outcome")).isEqualTo("failed");
        assertThat(stillSick.text("error")).isEqualTo("IllegalArgumentException");

        cure.found(true);
        Answer cured = act("replay", true, operator);

        assertThat(cured.text("outcome")).isEqualTo("applied");
        assertThat(effects()).isEmpty();
        assertThat(count("select count(*) from inbox_dead_letter where replayed_at is null"))
                .isOne();
        assertThat(count("select count(*) from audit_log")).isZero();
    }

    @Test
    void a_replay_applies_the_event_and_all_that_waited_in_order_once() {
        cure.found(true);

        Answer replayed = act("replay", false, operator);

        assertThat(replayed.text("outcome")).isEqualTo("applied");
        assertThat(replayed.json().path("released").asInt()).isEqualTo(2);
        assertThat(effects()).containsExactly("poison", "second", "third");
        assertThat(count("select count(*) from inbox_parked")).isZero();
        assertThat(act("replay", false, operator).status()).isEqualTo(404);
        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'event.replay' and acting_as = 'super_admin' and resource_id = ?"
                                        + " and details ->> 'reason' = 'cause mended'",
                                poison.toString()))
                .isOne();
    }

    @Test
    void a_skip_passes_over_the_event_and_lets_the_others_go() {
        assertThat(act("skip", true, operator).text("outcome")).isEqualTo("skipped");
        assertThat(effects()).isEmpty();

        Answer skipped = act("skip", false, operator);

        assertThat(skipped.json().path("released").asInt()).isEqualTo(2);
        assertThat(effects()).containsExactly("second", "third");
        assertThat(count("select count(*) from audit_log where action = 'event.skip'")).isOne();
    }

    @Test
    void what_is_not_there_or_not_named_is_refused() {
        assertThat(
                        deadLetters(
                                        "POST",
                                        "/" + UUID.randomUUID(),
                                        body("replay", false, "cause mended"),
                                        operator)
                                .status())
                .isEqualTo(404);
        assertThat(deadLetters("POST", "/" + poison, body("replay", false, " "), operator).status())
                .isEqualTo(422);
        assertThat(
                        deadLetters(
                                        "POST",
                                        "/" + poison,
                                        body("forget", false, "cause mended"),
                                        operator)
                                .status())
                .isEqualTo(422);
    }

    private Answer act(String action, @Nullable Boolean dryRun, TestPerson who) {
        return deadLetters("POST", "/" + poison, body(action, dryRun, "cause mended"), who);
    }

    private Map<String, Object> body(String action, @Nullable Boolean dryRun, String reason) {
        var body = new java.util.HashMap<String, Object>();
        body.put("account", account);
        body.put("consumer", "notes");
        body.put("action", action);
        body.put("reason", reason);
        if (dryRun != null) {
            body.put("dryRun", dryRun.toString());
        }
        return body;
    }

    private Answer deadLetters(String method, String path, @Nullable Object body, TestPerson who) {
        var client = new ServiceClient(management, json);
        return client.call(
                method, client.request(who.bearer(), "/actuator/deadletters" + path), body);
    }

    private TestEvent note(UUID id, long seq, String text) {
        String data =
                json.writeValueAsString(new ToyApplication.NoteWritten(UUID.randomUUID(), text));
        return new TestEvent(id, "toy.note_written", account, aggregate, seq, data);
    }

    private List<String> effects() {
        return TenantContext.call(account, notes::effects);
    }
}
