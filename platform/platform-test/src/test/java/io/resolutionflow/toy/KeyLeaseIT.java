package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.testing.identity.TestPerson;
import io.resolutionflow.platform.testing.service.Answer;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How soon the key of a request is free whose process died, and that a living one keeps it. */
class KeyLeaseIT extends ServiceUnderTest {

    private static final String NOTES = "/api/v1/notes";
    private static final String BODY = "{\"note_text\":\"one\"}";

    private final TestPerson ana = TestPerson.engineer(account, "Ana Ruiz");
    private final String key = UUID.randomUUID().toString();

    @Test
    void a_key_that_its_process_no_longer_renews_is_taken_over() {
        inFlight("now() - interval '21 seconds'", "now() - interval '1 second'");
        assertThat(post(ana, NOTES, BODY, key).status()).isEqualTo(201);
        assertThat(post(ana, NOTES, BODY, key).header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count("select count(*) from note")).isEqualTo(2);
    }

    @Test
    void a_key_that_is_renewed_stays_with_its_request_however_long_that_runs() {
        inFlight("now() - interval '10 minutes'", "now() + interval '15 seconds'");
        assertThat(post(ana, NOTES, BODY, key).code()).isEqualTo("idempotency_in_flight");
        assertThat(count("select count(*) from note")).isOne();
    }

    @Test
    void a_running_request_renews_its_key() throws Exception {
        var answer =
                whileHeldUp(db ->
                        await().atMost(20, TimeUnit.SECONDS)
                                .until(() ->
                                        count(
                                                        "select count(*) from idempotency_key where key = ? and lease_until > started_at + interval '21 seconds'",
                                                        key)
                                                == 1));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(count("select count(*) from note")).isOne();
    }

    /** It was thought dead: whoever took its key over does the work, and this one none. */
    @Test
    void a_request_whose_key_another_holds_by_now_takes_no_effect() throws Exception {
        var answer =
                whileHeldUp(db ->
                        db.sql(
                                        "update idempotency_key set started_at = started_at + interval '1 second' where key = ?")
                                .params(key)
                                .update());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("idempotency_in_flight");
        assertThat(count("select count(*) from note")).isZero();
        assertThat(count("select count(*) from idempotency_key where key = ?", key)).isOne();
    }

    /** A request that has its key and waits before its effect, until the work is done. */
    private Answer whileHeldUp(Consumer<JdbcClient> work) throws Exception {
        var running =
                rows().in(db -> {
                    db.sql("lock table outbox_event in exclusive mode").update();
                    var request = CompletableFuture.supplyAsync(() -> post(ana, NOTES, BODY, key));
                    await().atMost(SOON)
                            .until(() ->
                                    count("select count(*) from idempotency_key where key = ?", key)
                                            == 1);
                    work.accept(db);
                    return request;
                });
        return running.get(30, TimeUnit.SECONDS);
    }

    /** The row of a request that another process runs, or ran. */
    private void inFlight(String startedAt, String leaseUntil) {
        String other = UUID.randomUUID().toString();
        assertThat(post(ana, NOTES, BODY, other).status()).isEqualTo(201);
        rows().update(
                        "insert into idempotency_key (account_id, user_id, route, key, body_hash, state, started_at, lease_until, expires_at)"
                                + " select account_id, user_id, route, ?, body_hash, 'in_flight', "
                                + startedAt
                                + ", "
                                + leaseUntil
                                + ", expires_at from idempotency_key where key = ?",
                        key,
                        other);
    }
}
