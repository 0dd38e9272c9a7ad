package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.events.TestEvent;
import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceClient;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The operator's way to give up events that never came. */
class EventGapsIT extends ServiceUnderTest {

    @Autowired private ToyApplication.Notes notes;
    @LocalManagementPort private int management;

    private final UUID aggregate = UUID.randomUUID();
    private final TestPerson operator = TestPerson.superAdmin();

    @BeforeEach
    void two_events_are_missing() {
        note(1, "first");
        note(4, "fourth");
        note(5, "fifth");
        await().atMost(SOON).until(() -> count("select count(*) from inbox_parked") == 2);
        await().atMost(SOON).until(() -> effects().equals(List.of("first")));
    }

    @Test
    void the_list_tells_what_is_missing() {
        Answer list = gaps("GET", null, operator);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().valueStream())
                .anySatisfy(gap -> {
                    assertThat(gap.path("aggregate_id").asString()).isEqualTo(aggregate.toString());
                    assertThat(gap.path("account_id").asString()).isEqualTo(account.toString());
                    assertThat(gap.path("missing_from").asLong()).isEqualTo(2);
                    assertThat(gap.path("missing_to").asLong()).isEqualTo(3);
                    assertThat(gap.path("held").asLong()).isEqualTo(2);
                });
    }

    @Test
    void only_a_super_admin_gets_in() {
        assertThat(gaps("GET", null, TestPerson.owner(account)).status()).isEqualTo(403);
        assertThat(skip(false, TestPerson.owner(account)).status()).isEqualTo(403);
        var nobody = new ServiceClient(management, json).request("", "/actuator/eventgaps").build();
        assertThat(ServiceClient.send(nobody).status()).isEqualTo(401);
        assertThat(effects()).containsExactly("first");
    }

    @Test
    void a_dry_run_tells_what_would_be_given_up_and_changes_nothing() {
        for (Boolean dry : new Boolean[] {null, true}) {
            Answer told = skip(dry, operator);
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.json().path("missing_to").asLong()).isEqualTo(3);
            assertThat(told.json().path("dry_run").asBoolean()).isTrue();
        }
        assertThat(effects()).containsExactly("first");
        assertThat(count("select count(*) from audit_log")).isZero();
    }

    @Test
    void what_waited_is_applied_and_what_comes_late_is_not() {
        Answer skipped = skip(false, operator);

        assertThat(skipped.json().path("released").asInt()).isEqualTo(2);
        assertThat(effects()).containsExactly("first", "fourth", "fifth");
        assertThat(
                        count(
                                "select count(*) from audit_log where action = 'event.gap_skip' and acting_as = 'super_admin'"
                                        + " and resource_id = ? and details ->> 'missing_to' = '3'",
                                aggregate.toString()))
                .isOne();
        assertThat(skip(false, operator).status()).isEqualTo(404);
        note(2, "late");
        await().atMost(SOON)
                .until(() -> count("select count(*) from inbox where outcome = 'outdated'") == 1);
        assertThat(effects()).containsExactly("first", "fourth", "fifth");
    }

    @Test
    void a_dead_letter_is_no_gap() {
        UUID poisoned = UUID.randomUUID();
        publish("rf.session.events", event(poisoned, 1, "poison"));
        publish("rf.session.events", event(poisoned, 2, "behind"));
        await().atMost(SOON).until(() -> count("select count(*) from inbox_dead_letter") == 1);
        await().atMost(SOON).until(() -> count("select count(*) from inbox_parked") == 3);

        assertThat(gaps("GET", null, operator).body()).doesNotContain(poisoned.toString());
        Answer refused = gaps("POST", body(poisoned, false, "cause mended"), operator);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("dead_letter_open");
    }

    @Test
    void what_is_not_there_or_gives_no_reason_is_refused() {
        assertThat(gaps("POST", body(UUID.randomUUID(), false, "cause mended"), operator).status())
                .isEqualTo(404);
        assertThat(gaps("POST", body(aggregate, false, " "), operator).status()).isEqualTo(422);
        assertThat(effects()).containsExactly("first");
    }

    private Answer skip(@Nullable Boolean dryRun, TestPerson who) {
        return gaps("POST", body(aggregate, dryRun, "topic was lost"), who);
    }

    private Object body(UUID about, @Nullable Boolean dryRun, String reason) {
        var body = new HashMap<String, Object>();
        body.put("account", account);
        body.put("consumer", "notes");
        body.put("aggregate", about);
        body.put("reason", reason);
        if (dryRun != null) {
            body.put("dryRun", dryRun.toString());
        }
        return body;
    }

    private Answer gaps(String method, @Nullable Object body, TestPerson who) {
        var client = new ServiceClient(management, json);
        return client.call(method, client.request(who.bearer(), "/actuator/eventgaps"), body);
    }

    private void note(long seq, String text) {
        publish("rf.session.events", event(aggregate, seq, text));
    }

    private TestEvent event(UUID of, long seq, String text) {
        String data =
                json.writeValueAsString(new ToyApplication.NoteWritten(UUID.randomUUID(), text));
        return new TestEvent(UUID.randomUUID(), "toy.note_written", account, of, seq, data);
    }

    private List<String> effects() {
        return TenantContext.call(account, notes::effects);
    }
}
