package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Published flows of the running account: its own and those of the library. */
@Repository
@Transactional(readOnly = true)
public class FlowRepository {

    private static final String ENTRIES =
            """
            select 'account' as source, f.id, f.slug, f.status, true as enabled, f.published_version_no as version_no
              from flow f where f.account_id = :account
            union all
            select 'library', l.id, l.slug, 'published', not coalesce(a.switched_off, false), l.current_version_no
              from library_flow l left join account_library_flow a on a.account_id = :account and a.flow_id = l.id
            """;

    private static final String ROWS =
            """
            with entry as (%s),
            described as (
                select e.*, v.content, v.published_at, f.author_id, f.author_name, f.created_at, f.updated_at,
                       exists (select 1 from flow_vector x where x.account_id = :account and x.flow_id = e.id) as indexed
                  from entry e
                  join flow f on f.account_id = :account and f.id = e.id
                  join flow_version v on v.account_id = :account and v.flow_id = e.id and v.version_no = e.version_no
                 where e.source = 'account'
                union all
                select e.*, v.content, v.published_at, null, null, l.created_at, l.updated_at,
                       exists (select 1 from library_vector x where x.flow_id = e.id and x.version_no = e.version_no)
                  from entry e
                  join library_flow l on l.id = e.id
                  join library_flow_version v on v.flow_id = e.id and v.version_no = e.version_no
                 where e.source = 'library')
            select d.*, coalesce(u.started, 0) as started, coalesce(u.resolved, 0) as resolved,
                   coalesce(u.resolved + u.escalated + u.abandoned, 0) as closed, coalesce(u.helpful, 0) as helpful,
                   coalesce(u.unhelpful, 0) as unhelpful, u.last_matched_at
              from described d left join flow_usage u on u.account_id = :account and u.flow_id = d.id
            """
                    .formatted(ENTRIES);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FlowRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<FlowEntry> find(UUID id) {
        return jdbc.sql("select * from (" + ENTRIES + ") e where e.id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) -> entry(rs))
                .optional();
    }

    /**
     * The flow a slug means here: the account's own before the library's, only if it can be walked.
     */
    public Optional<FlowEntry> walkableBySlug(String slug) {
        return jdbc.sql(
                        "select * from ("
                                + ENTRIES
                                + ") e where e.slug = :slug and e.status = 'published' and e.enabled order by e.source limit 1")
                .param("account", TenantContext.required())
                .param("slug", slug)
                .query((rs, n) -> entry(rs))
                .optional();
    }

    /** Every flow with a published version, archived and switched-off ones included. */
    public List<FlowRow> all() {
        return jdbc.sql(ROWS)
                .param("account", TenantContext.required())
                .query((rs, n) -> row(rs))
                .list();
    }

    public Optional<FlowRow> row(UUID id) {
        return jdbc.sql(ROWS + " where d.id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) -> row(rs))
                .optional();
    }

    /** A version's structure; it never changes once published. */
    public Optional<PublishedFlow> version(FlowRef ref) {
        String sql =
                ref.source() == FlowSource.LIBRARY
                        ? "select content from library_flow_version where flow_id = :id and version_no = :no"
                        : "select content from flow_version where account_id = :account and flow_id = :id and version_no = :no";
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("id", ref.flowId())
                .param("no", ref.versionNo())
                .query((rs, n) -> new PublishedFlow(ref, content(rs)))
                .optional();
    }

    /** A version known to exist, because a walk is pinned to it. */
    public PublishedFlow pinned(FlowRef ref) {
        return version(ref)
                .orElseThrow(() -> new IllegalStateException("no stored version " + ref));
    }

    /** Switches a library flow on or off for the account. */
    @Transactional
    public void setEnabled(UUID libraryFlowId, boolean enabled, Instant at) {
        jdbc.sql(
                        """
                        insert into account_library_flow (account_id, flow_id, switched_off, updated_at) values (:account, :id, :off, :at)
                        on conflict (account_id, flow_id) do update set switched_off = excluded.switched_off, updated_at = excluded.updated_at
                        """)
                .param("account", TenantContext.required())
                .param("id", libraryFlowId)
                .param("off", !enabled)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static FlowEntry entry(ResultSet rs) throws SQLException {
        return new FlowEntry(
                FlowSource.of(rs.getString("source")),
                rs.getObject("id", UUID.class),
                rs.getString("status"),
                rs.getBoolean("enabled"),
                rs.getObject("version_no", Integer.class));
    }

    private FlowRow row(ResultSet rs) throws SQLException {
        return new FlowRow(
                entry(rs),
                content(rs),
                rs.getBoolean("indexed") ? "ready" : "pending",
                rs.getLong("started"),
                rs.getLong("resolved"),
                rs.getLong("closed"),
                rs.getLong("helpful"),
                rs.getLong("unhelpful"),
                instant(rs, "last_matched_at"),
                rs.getObject("author_id", UUID.class),
                rs.getString("author_name"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant(),
                instant(rs, "published_at"));
    }

    private FlowContent content(ResultSet rs) throws SQLException {
        return json.readValue(rs.getString("content"), FlowContent.class);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
