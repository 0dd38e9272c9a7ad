package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Flows of the running account: its own, drafts included, and those of the library. */
@Repository
@Transactional(readOnly = true)
public class FlowRepository {

    private static final String WALKABLE = "e.status = 'published' and e.enabled";

    private final JdbcClient jdbc;
    private final FlowRows rows;

    FlowRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new FlowRows(json);
    }

    public Optional<FlowEntry> find(UUID id) {
        return entry("e.id = :value", id);
    }

    /**
     * The flow a slug means here: the account's own before the library's, only if it can be walked.
     */
    public Optional<FlowEntry> walkableBySlug(String slug) {
        return entry("e.slug = :value and " + WALKABLE + " order by e.source limit 1", slug);
    }

    private Optional<FlowEntry> entry(String condition, Object value) {
        return jdbc.sql("select * from (" + FlowRows.ENTRIES + ") e where " + condition)
                .param("account", TenantContext.required())
                .param("value", value)
                .query((rs, n) -> FlowRows.entry(rs))
                .optional();
    }

    public Optional<FlowRow> row(UUID id) {
        return jdbc.sql(FlowRows.ROWS + " where d.id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query(rows)
                .optional();
    }

    /** Rows under a condition of this package's own words over the relation {@code d}. */
    List<FlowRow> rows(String suffix, Map<String, ?> params) {
        return jdbc.sql(FlowRows.ROWS + suffix)
                .params(params)
                .param("account", TenantContext.required())
                .query(rows)
                .list();
    }

    /** Those of the ids that the account has, in no order. */
    public List<FlowRow> rows(List<UUID> ids) {
        return ids.isEmpty() ? List.of() : rows(" where d.id in (:ids)", Map.of("ids", ids));
    }

    /** Walkable flows of a category; few, so whole. */
    public List<FlowRow> walkableIn(String category) {
        return rows(
                " where d.status = 'published' and d.enabled and d.content ->> 'category' = :category",
                Map.of("category", category));
    }

    /** Ids and versions of the library, whatever accounts switched off. */
    public List<FlowEntry> library() {
        return jdbc.sql("select * from (" + FlowRows.ENTRIES + ") e where e.source = 'library'")
                .param("account", TenantContext.required())
                .query((rs, n) -> FlowRows.entry(rs))
                .list();
    }

    /** How many walkable flows each category has. */
    public Map<String, Long> walkableByCategory() {
        return counts(
                """
                select x.category as key, count(*) as amount from (
                    select v.category from flow f
                      join flow_version v on v.account_id = f.account_id and v.flow_id = f.id and v.version_no = f.published_version_no
                     where f.account_id = :account and f.status = 'published'
                    union all
                    select v.category from library_flow l
                      join library_flow_version v on v.flow_id = l.id and v.version_no = l.current_version_no
                     where not exists (select 1 from account_library_flow a
                                        where a.account_id = :account and a.flow_id = l.id and a.switched_off)) x
                 group by x.category
                """);
    }

    /** Tags of walkable flows, by name. */
    public Map<String, Long> walkableByTag() {
        return counts(
                """
                select t.tag as key, count(*) as amount from (
                    select jsonb_array_elements_text(v.content -> 'tags') as tag from flow f
                      join flow_version v on v.account_id = f.account_id and v.flow_id = f.id and v.version_no = f.published_version_no
                     where f.account_id = :account and f.status = 'published'
                    union all
                    select jsonb_array_elements_text(v.content -> 'tags') from library_flow l
                      join library_flow_version v on v.flow_id = l.id and v.version_no = l.current_version_no
                     where not exists (select 1 from account_library_flow a
                                        where a.account_id = :account and a.flow_id = l.id and a.switched_off)) t
                 group by t.tag order by t.tag
                """);
    }

    private Map<String, Long> counts(String sql) {
        var counts = new java.util.LinkedHashMap<String, Long>();
        jdbc.sql(sql)
                .param("account", TenantContext.required())
                .query((rs, n) -> Map.entry(rs.getString("key"), rs.getLong("amount")))
                .list()
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
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
                .query((rs, n) -> new PublishedFlow(ref, rows.content(rs)))
                .optional();
    }

    /** Those of the versions that are stored, in no order; few queries however many. */
    public List<PublishedFlow> versions(List<FlowRef> refs) {
        if (refs.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select w.source, v.flow_id, v.version_no, v.content
                          from unnest(:sources::text[], :ids::uuid[], :numbers::int[]) as w (source, id, no)
                          join flow_version v on w.source = 'account' and v.account_id = :account and v.flow_id = w.id and v.version_no = w.no
                        union all
                        select w.source, v.flow_id, v.version_no, v.content
                          from unnest(:sources::text[], :ids::uuid[], :numbers::int[]) as w (source, id, no)
                          join library_flow_version v on w.source = 'library' and v.flow_id = w.id and v.version_no = w.no
                        """)
                .param(
                        "sources",
                        refs.stream().map(r -> r.source().wireName()).toArray(String[]::new))
                .param("ids", refs.stream().map(FlowRef::flowId).toArray(UUID[]::new))
                .param("numbers", refs.stream().map(FlowRef::versionNo).toArray(Integer[]::new))
                .param("account", TenantContext.required())
                .query((rs, n) ->
                        new PublishedFlow(
                                new FlowRef(
                                        FlowSource.of(rs.getString("source")),
                                        rs.getObject("flow_id", UUID.class),
                                        rs.getInt("version_no")),
                                rows.content(rs)))
                .list();
    }

    /** A version known to exist, because a walk is pinned to it. */
    public PublishedFlow pinned(FlowRef ref) {
        return version(ref)
                .orElseThrow(() -> new IllegalStateException("no stored version " + ref));
    }

    /** Slugs that the flow of this slug opens; null when no walkable flow has it. */
    public @Nullable Set<String> subflowsOf(String slug) {
        return walkableBySlug(slug)
                .map(entry -> FlowValidator.subflowsOf(pinned(entry.published()).content()))
                .orElse(null);
    }

    /**
     * Slugs a sub-flow may be linked to: those of the account's published flows and the library's.
     */
    public Set<String> linkable() {
        return jdbc
                .sql(
                        "select slug from flow where account_id = :account and status = 'published' union select slug from library_flow")
                .param("account", TenantContext.required())
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
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
}
