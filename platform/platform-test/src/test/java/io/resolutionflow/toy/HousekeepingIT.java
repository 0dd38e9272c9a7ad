package io.resolutionflow.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resolutionflow.platform.housekeeping.Housekeeping;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.platform.testing.parts.TestParts;
import io.resolutionflow.platform.testing.service.ServiceUnderTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class HousekeepingIT extends ServiceUnderTest {

    @Autowired private ToyApplication.Notes notes;
    @Autowired private Housekeeping housekeeping;

    @Test
    void what_is_over_goes_and_what_is_not_stays() {
        write("old");
        write("young");
        published(2);
        change(
                "update outbox_event set published_at = published_at - interval '8 days' where payload like '%\"old\"%'");
        change(
                "update inbox set at = at - interval '31 days' where ctid = (select ctid from inbox limit 1)");
        key("gone", "- interval '1 minute'");
        key("kept", "+ interval '1 minute'");

        housekeeping.sweep();

        assertThat(rows("outbox_event where payload like '%\"old\"%'")).isZero();
        assertThat(rows("outbox_event where payload like '%young%'")).isOne();
        assertThat(rows("inbox")).isOne();
        assertThat(rows("inbox_position")).isOne();
        assertThat(rows("idempotency_key where key = 'gone'")).isZero();
        assertThat(rows("idempotency_key where key = 'kept'")).isOne();
    }

    @Test
    void a_row_somebody_holds_is_left_for_the_next_round_and_never_waited_for()
            throws SQLException {
        write("held");
        published(1);
        change("update outbox_event set published_at = published_at - interval '8 days'");
        try (var other = TestParts.admin(TestParts.database(schema()));
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select 1 from toy.outbox_event where account_id = '"
                            + account
                            + "' for update");

            housekeeping.sweep();

            assertThat(rows("outbox_event")).isOne();
            other.rollback();
        }
        housekeeping.sweep();
        assertThat(rows("outbox_event")).isZero();
    }

    private final UUID aggregate = UUID.randomUUID();

    private void write(String text) {
        TenantContext.call(account, () -> notes.write(aggregate, text));
    }

    private void published(int events) {
        await().atMost(SOON)
                .until(() -> rows("outbox_event where published_at is not null") == events);
        await().atMost(SOON).until(() -> rows("inbox") == events);
    }

    private void key(String key, String expires) {
        change(
                "insert into idempotency_key (account_id, user_id, route, key, body_hash, state, expires_at) values ('"
                        + account
                        + "', '"
                        + account
                        + "', '/', '"
                        + key
                        + "', 'x', 'in_flight', now() "
                        + expires
                        + ")");
    }

    private void change(String sql) {
        inAccount(db -> db.sql(sql).update());
    }

    private long rows(String fromWhere) {
        return count("select count(*) from " + fromWhere);
    }
}
