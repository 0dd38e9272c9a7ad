package io.resolutionflow.l1walk.flow;

import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes the account's own flows; a version is only ever added. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class FlowStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FlowStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whoever writes, by id and name. */
    record Author(UUID id, String name) {
        static Author of(Caller caller) {
            return new Author(caller.userId(), caller.name());
        }
    }

    /** An own flow under its row lock. */
    record Locked(UUID id, String slug, String status, @Nullable Integer versionNo) {
        boolean everPublished() {
            return versionNo != null;
        }
    }

    record Draft(FlowContent content, int version) {}

    Optional<Locked> lock(UUID id) {
        return jdbc.sql(
                        "select id, slug, status, published_version_no as version_no from flow where account_id = :account and id = :id for update")
                .param("account", TenantContext.required())
                .param("id", id)
                .query(Locked.class)
                .optional();
    }

    boolean slugTaken(String slug, @Nullable UUID except) {
        return jdbc.sql(
                                "select count(*) from flow where account_id = :account and slug = :slug and id is distinct from :except")
                        .param("account", TenantContext.required())
                        .param("slug", slug)
                        .param("except", except, Types.OTHER)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    Optional<UUID> bySlug(String slug) {
        return jdbc.sql("select id from flow where account_id = :account and slug = :slug")
                .param("account", TenantContext.required())
                .param("slug", slug)
                .query(UUID.class)
                .optional();
    }

    void add(UUID id, String slug, Author author, @Nullable FlowRef adopted, Instant at) {
        jdbc.sql(
                        """
                        insert into flow (account_id, id, slug, status, author_id, author_name, created_at, updated_at, adopted_library_flow_id,
                                          adopted_version_no)
                        values (:account, :id, :slug, 'draft', :author, :authorName, :at, :at, :adopted, :adoptedVersion)
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("slug", slug)
                .param("author", author.id())
                .param("authorName", author.name())
                .param("at", Timestamp.from(at))
                .param("adopted", adopted == null ? null : adopted.flowId(), Types.OTHER)
                .param(
                        "adoptedVersion",
                        adopted == null ? null : adopted.versionNo(),
                        Types.INTEGER)
                .update();
    }

    Optional<Draft> draft(UUID id) {
        return jdbc.sql(
                        "select content, version from flow_draft where account_id = :account and flow_id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) ->
                        new Draft(
                                json.readValue(rs.getString("content"), FlowContent.class),
                                rs.getInt("version")))
                .optional();
    }

    /**
     * Version numbers of drafts only rise, so that a number seen before a publish never means a
     * later draft.
     */
    void saveDraft(UUID id, FlowContent content, Author author, Instant at) {
        jdbc.sql(
                        """
                        with numbered as (update flow set draft_seq = draft_seq + 1, slug = :slug, updated_at = :at
                                           where account_id = :account and id = :id returning draft_seq)
                        insert into flow_draft (account_id, flow_id, content, version, updated_at, updated_by, updated_by_name)
                        select :account, :id, :content::jsonb, n.draft_seq, :at, :by, :byName from numbered n
                        on conflict (account_id, flow_id) do update set content = excluded.content, version = excluded.version,
                               updated_at = excluded.updated_at, updated_by = excluded.updated_by, updated_by_name = excluded.updated_by_name
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("slug", content.slug())
                .param("content", json.writeValueAsString(content))
                .param("by", author.id())
                .param("byName", author.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void deleteDraft(UUID id) {
        jdbc.sql("delete from flow_draft where account_id = :account and flow_id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from flow where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .update();
    }

    void addVersion(
            UUID id,
            int no,
            FlowContent content,
            Author author,
            @Nullable String note,
            Instant at) {
        String body = json.writeValueAsString(content);
        jdbc.sql(
                        """
                        insert into flow_version (account_id, flow_id, version_no, content, title, category, checksum, published_at, published_by,
                                                  published_by_name, change_note)
                        values (:account, :id, :no, :content::jsonb, :title, :category, encode(sha256(convert_to(:content, 'UTF8')), 'hex'),
                                :at, :by, :byName, :note)
                        """)
                .param("account", TenantContext.required())
                .param("id", id)
                .param("no", no)
                .param("content", body)
                .param("title", content.title())
                .param("category", content.category())
                .param("at", Timestamp.from(at))
                .param("by", author.id())
                .param("byName", author.name())
                .param("note", note)
                .update();
        jdbc.sql(
                        "update flow set status = 'published', published_version_no = :no, updated_at = :at where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .param("no", no)
                .param("at", Timestamp.from(at))
                .update();
    }

    void status(UUID id, String status, Instant at) {
        jdbc.sql(
                        "update flow set status = :status, updated_at = :at where account_id = :account and id = :id")
                .param("account", TenantContext.required())
                .param("id", id)
                .param("status", status)
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<UUID> adoptedCopy(UUID libraryFlow) {
        return jdbc.sql(
                        """
                        select a.adopted_flow_id from account_library_flow a join flow f on f.account_id = a.account_id and f.id = a.adopted_flow_id
                         where a.account_id = :account and a.flow_id = :id
                        """)
                .param("account", TenantContext.required())
                .param("id", libraryFlow)
                .query(UUID.class)
                .optional();
    }

    /** Serialises two adoptions of one library flow: before the first there is no row to lock. */
    void lockAdoption(UUID libraryFlow) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "l1_adopt:" + TenantContext.required() + ":" + libraryFlow)
                .query()
                .listOfRows();
    }

    void adopted(UUID libraryFlow, UUID copy, Instant at) {
        jdbc.sql(
                        """
                        insert into account_library_flow (account_id, flow_id, switched_off, adopted_flow_id, updated_at)
                        values (:account, :id, true, :copy, :at)
                        on conflict (account_id, flow_id) do update set switched_off = true, adopted_flow_id = excluded.adopted_flow_id,
                               updated_at = excluded.updated_at
                        """)
                .param("account", TenantContext.required())
                .param("id", libraryFlow)
                .param("copy", copy)
                .param("at", Timestamp.from(at))
                .update();
    }

    List<FlowVersionInfo> versions(FlowSource source, UUID id) {
        String sql =
                source == FlowSource.LIBRARY
                        ? """
                        select version_no, published_at, null as published_by_name, null as change_note,
                               jsonb_array_length(content -> 'nodes') as node_count, checksum
                          from library_flow_version where flow_id = :id order by version_no desc
                        """
                        : """
                        select version_no, published_at, published_by_name, change_note, jsonb_array_length(content -> 'nodes') as node_count,
                               checksum
                          from flow_version where account_id = :account and flow_id = :id order by version_no desc
                        """;
        return jdbc.sql(sql)
                .param("account", TenantContext.required())
                .param("id", id)
                .query((rs, n) ->
                        new FlowVersionInfo(
                                rs.getInt("version_no"),
                                rs.getTimestamp("published_at").toInstant(),
                                rs.getString("published_by_name"),
                                rs.getString("change_note"),
                                rs.getInt("node_count"),
                                rs.getString("checksum")))
                .list();
    }
}
