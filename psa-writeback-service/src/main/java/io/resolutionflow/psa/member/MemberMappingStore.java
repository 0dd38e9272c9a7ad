package io.resolutionflow.psa.member;

import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.rows.Columns;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows of {@code psa_member_mapping}, always of the bound account. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class MemberMappingStore {

    private final JdbcClient jdbc;

    MemberMappingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID userId, String memberId, String name, String matchedBy) {}

    Map<UUID, Row> ofConnection(UUID connection) {
        return jdbc
                .sql(
                        "select * from psa_member_mapping where account_id = :account and connection_id = :connection")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .query((row, n) -> {
                    var columns = new Columns(row);
                    return new Row(
                            columns.uuid("user_id"),
                            columns.text("external_member_id"),
                            columns.text("external_name"),
                            columns.text("matched_by"));
                })
                .stream()
                .collect(Collectors.toMap(Row::userId, Function.identity()));
    }

    Optional<String> memberOf(UUID connection, UUID user) {
        return jdbc.sql(
                        """
                        select external_member_id from psa_member_mapping
                         where account_id = :account and connection_id = :connection and user_id = :user
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("user", user)
                .query(String.class)
                .optional();
    }

    /** A member belongs to one user: whoever had it before has it no longer. */
    void put(UUID connection, Row row) {
        jdbc.sql(
                        """
                        delete from psa_member_mapping where account_id = :account and connection_id = :connection
                           and external_member_id = :member and user_id <> :user
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("member", row.memberId())
                .param("user", row.userId())
                .update();
        jdbc.sql(
                        """
                        insert into psa_member_mapping (account_id, connection_id, user_id, external_member_id, external_name, matched_by)
                        values (:account, :connection, :user, :member, :name, :by)
                        on conflict (account_id, connection_id, user_id) do update
                           set external_member_id = excluded.external_member_id, external_name = excluded.external_name,
                               matched_by = excluded.matched_by
                        """)
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("user", row.userId())
                .param("member", row.memberId())
                .param("name", row.name())
                .param("by", row.matchedBy())
                .update();
    }

    void remove(UUID connection, UUID user) {
        jdbc.sql(
                        "delete from psa_member_mapping where account_id = :account and connection_id = :connection and user_id = :user")
                .param("account", TenantContext.required())
                .param("connection", connection)
                .param("user", user)
                .update();
    }
}
