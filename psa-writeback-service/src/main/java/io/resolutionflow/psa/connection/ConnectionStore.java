package io.resolutionflow.psa.connection;

import static io.resolutionflow.psa.rows.Columns.at;
import static io.resolutionflow.psa.rows.Columns.name;

import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import io.resolutionflow.psa.connection.PsaConnection.Health;
import io.resolutionflow.psa.connector.Capabilities;
import io.resolutionflow.psa.connector.Provider;
import io.resolutionflow.psa.rows.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code psa_connection}, always of the bound account. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class ConnectionStore {

    private static final TypeReference<Map<String, String>> HINTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ConnectionStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    Optional<PsaConnection> find(UUID id) {
        return select("and id = :id", id).stream().findFirst();
    }

    /** Connections are made one after the other: their number and the default are checked first. */
    void lockAll() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('psa_connection|' || :account, 0))")
                .param("account", TenantContext.required())
                .query((row, n) -> true)
                .single();
    }

    /** As {@link #find}, and nobody else changes it until this transaction ends. */
    Optional<PsaConnection> lock(UUID id) {
        return select("and id = :id for update", id).stream().findFirst();
    }

    /**
     * @throws DomainException 404 {@code not_found}
     */
    PsaConnection lockLive(UUID id) {
        return lock(id).filter(connection -> !connection.isDeleted())
                .orElseThrow(DomainException::notFound);
    }

    /** All that are not deleted, newest first. */
    List<PsaConnection> live() {
        return select("and status <> 'deleted' order by created_at desc, id desc", null);
    }

    private List<PsaConnection> select(String where, @Nullable UUID id) {
        return jdbc.sql("select * from psa_connection where account_id = :account " + where)
                .param("account", TenantContext.required())
                .param("id", id)
                .query((row, n) -> read(row))
                .list();
    }

    void insert(PsaConnection connection) {
        parameters(
                        """
                        insert into psa_connection (account_id, id, provider, display_name, base_url, config, credentials_ciphertext, key_id,
                                                    hints, status, capabilities, is_default, created_by, created_by_name, created_at,
                                                    updated_at, version)
                        values (:account, :id, :provider, :name, :url, :config::jsonb, :ciphertext, :key,
                                :hints::jsonb, :status, :capabilities::jsonb, :default, :by, :byName, :created,
                                :updated, :version)
                        """,
                        connection)
                .update();
    }

    /** Writes what a person may change, with the state that follows from it. */
    void update(PsaConnection connection) {
        parameters(
                        """
                        update psa_connection
                           set display_name = :name, base_url = :url, config = :config::jsonb, credentials_ciphertext = :ciphertext,
                               key_id = :key, hints = :hints::jsonb, status = :status, paused_reason = :paused,
                               zone_or_codebase = :zone, is_default = :default, rejected_in_a_row = :rejected,
                               updated_at = :updated, version = :version
                         where account_id = :account and id = :id
                        """,
                        connection)
                .update();
    }

    private JdbcClient.StatementSpec parameters(String sql, PsaConnection connection) {
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("id", connection.id())
                .param("provider", name(connection.provider()))
                .param("name", connection.displayName())
                .param("url", connection.baseUrl())
                .param("config", json.writeValueAsString(connection.config()))
                .param("ciphertext", connection.ciphertext())
                .param("key", connection.keyId())
                .param("hints", json.writeValueAsString(connection.hints()))
                .param("status", name(connection.status()))
                .param("paused", connection.pausedReason())
                .param("rejected", connection.health().rejectedInARow())
                .param("capabilities", json.writeValueAsString(connection.capabilities()))
                .param("zone", connection.zone())
                .param("default", connection.isDefault())
                .param("by", connection.createdBy())
                .param("byName", connection.createdByName())
                .param("created", at(connection.createdAt()))
                .param("updated", at(connection.updatedAt()))
                .param("version", connection.version());
    }

    void clearDefault() {
        jdbc.sql(
                        "update psa_connection set is_default = false where account_id = :account and is_default")
                .param("account", TenantContext.required())
                .update();
    }

    void makeDefault(UUID id) {
        jdbc.sql(
                        "update psa_connection set is_default = true where account_id = :account and id = :id and status <> 'deleted'")
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    void rememberZone(UUID id, String zone) {
        jdbc.sql(
                        "update psa_connection set zone_or_codebase = :zone where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .param("zone", zone)
                .update();
    }

    /** A call was answered. */
    void answered(UUID id) {
        jdbc.sql(
                        """
                        update psa_connection
                           set status = case when status in ('untested', 'degraded') then 'ok' else status end,
                               last_ok_at = :now, rejected_in_a_row = 0
                         where account_id = :account and id = :id and status <> 'deleted'
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("now", at(clock.instant()))
                .update();
    }

    void unreachable(UUID id, String code) {
        jdbc.sql(
                        """
                        update psa_connection
                           set status = case when status in ('untested', 'ok') then 'degraded' else status end, last_error_code = :code
                         where account_id = :account and id = :id and status <> 'deleted'
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("code", code)
                .update();
    }

    /** Counts a rejected sign-in; how many there were in a row. */
    int rejected(UUID id) {
        return jdbc.sql(
                        """
                        update psa_connection set rejected_in_a_row = rejected_in_a_row + 1, last_error_code = 'credentials_rejected'
                         where account_id = :account and id = :id and status <> 'deleted' returning rejected_in_a_row
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** False when it was paused, or deleted, before. */
    boolean pause(UUID id, String reason) {
        return jdbc.sql(
                                """
                                update psa_connection set status = 'paused', paused_reason = :reason, last_error_code = :reason
                                 where account_id = :account and id = :id and status not in ('paused', 'deleted')
                                """)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    /** What was paused and got a new sign-in: its first success resumes it. */
    void oweResume(UUID id, @Nullable String pausedFor) {
        jdbc.sql(
                        "update psa_connection set resume_reason = :reason where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .param("reason", pausedFor)
                .update();
    }

    /** Why it was paused, when that is over with this success; told once. */
    Optional<String> takeResume(UUID id) {
        Optional<String> owed =
                jdbc.sql(
                                """
                                select coalesce(resume_reason, paused_reason) from psa_connection
                                 where account_id = :account and id = :id and coalesce(resume_reason, paused_reason) is not null for update
                                """)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .query(String.class)
                        .optional();
        owed.ifPresent(reason -> oweResume(id, null));
        return owed;
    }

    /** What a test showed. */
    void tested(UUID id, boolean ok, @Nullable String errorCode, @Nullable String serverVersion) {
        jdbc.sql(
                        """
                        update psa_connection
                           set last_tested_at = :now, last_error_code = :code, server_version = coalesce(:version, server_version),
                               status = case when :ok then 'ok' else status end,
                               paused_reason = case when :ok then null else paused_reason end,
                               rejected_in_a_row = case when :ok then 0 else rejected_in_a_row end,
                               last_ok_at = case when :ok then :now else last_ok_at end
                         where account_id = :account and id = :id and status <> 'deleted'
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("now", at(clock.instant()))
                .param("ok", ok)
                .param("code", errorCode)
                .param("version", serverVersion)
                .update();
    }

    void keepCapabilities(UUID id, Capabilities capabilities) {
        jdbc.sql(
                        "update psa_connection set capabilities = :capabilities::jsonb where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .param("capabilities", json.writeValueAsString(capabilities))
                .update();
    }

    /** A status that was mapped is refused: the next test names it. */
    void markMapping(UUID id) {
        jdbc.sql(
                        "update psa_connection set last_error_code = 'status_not_on_board' where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    /** The same secrets under another key; false when somebody changed them meanwhile. */
    boolean reseal(UUID id, byte[] before, byte[] after, long key) {
        return jdbc.sql(
                                """
                                update psa_connection set credentials_ciphertext = :after, key_id = :key
                                 where account_id = :account and id = :id and credentials_ciphertext = :before
                                """)
                        .param("account", TenantContext.required())
                        .param("id", id)
                        .param("before", before)
                        .param("after", after)
                        .param("key", key)
                        .update()
                == 1;
    }

    private PsaConnection read(ResultSet row) throws SQLException {
        var columns = new Columns(row);
        return new PsaConnection(
                columns.uuid("account_id"),
                columns.uuid("id"),
                columns.named("provider", Provider.class),
                columns.text("display_name"),
                columns.textOrNull("base_url"),
                json.readTree(columns.text("config")),
                columns.bytesOrNull("credentials_ciphertext"),
                columns.bigNumberOrNull("key_id"),
                json.readValue(columns.text("hints"), HINTS),
                columns.named("status", ConnectionStatus.class),
                columns.textOrNull("paused_reason"),
                json.readValue(columns.text("capabilities"), Capabilities.class),
                columns.textOrNull("zone_or_codebase"),
                columns.textOrNull("server_version"),
                columns.flag("is_default"),
                new Health(
                        columns.instantOrNull("last_tested_at"),
                        columns.instantOrNull("last_ok_at"),
                        columns.textOrNull("last_error_code"),
                        columns.number("rejected_in_a_row")),
                columns.uuid("created_by"),
                columns.text("created_by_name"),
                columns.instant("created_at"),
                columns.instant("updated_at"),
                columns.number("version"));
    }
}
