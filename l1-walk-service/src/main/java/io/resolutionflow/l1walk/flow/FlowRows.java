package io.resolutionflow.l1walk.flow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** Flows with all a reader sees, as one relation {@code d}; parameter {@code :account}. */
class FlowRows implements RowMapper<FlowRow> {

    static final String ENTRIES =
            """
            select 'account' as source, f.id, f.slug, f.status, true as enabled, f.published_version_no as version_no
              from flow f where f.account_id = :account
            union all
            select 'library', l.id, l.slug, 'published', not coalesce(a.switched_off, false), l.current_version_no
              from library_flow l left join account_library_flow a on a.account_id = :account and a.flow_id = l.id
            """;

    static final String ROWS =
            """
            with described as (
                select 'account' as source, f.id, f.slug, f.status, true as enabled, f.published_version_no as version_no,
                       coalesce(v.content, w.content) as content, w.version as draft_version, v.published_at,
                       f.author_id, f.author_name, f.created_at, f.updated_at, f.adopted_library_flow_id, f.adopted_version_no,
                       coalesce(l.current_version_no > f.adopted_version_no, false) as update_available,
                       case j.state when 'done' then 'ready' when 'failed' then 'failed' else 'pending' end as index_state
                  from flow f
                  left join flow_version v on v.account_id = f.account_id and v.flow_id = f.id and v.version_no = f.published_version_no
                  left join flow_draft w on w.account_id = f.account_id and w.flow_id = f.id
                  left join library_flow l on l.id = f.adopted_library_flow_id
                  left join index_job j on j.account_id = f.account_id and j.subject = f.id::text
                 where f.account_id = :account
                union all
                select 'library', l.id, l.slug, 'published', not coalesce(a.switched_off, false), l.current_version_no,
                       v.content, null, v.published_at, null, null, l.created_at, l.updated_at, null, null, false,
                       case when exists (select 1 from library_vector x where x.flow_id = l.id and x.version_no = l.current_version_no)
                            then 'ready' else 'pending' end
                  from library_flow l
                  join library_flow_version v on v.flow_id = l.id and v.version_no = l.current_version_no
                  left join account_library_flow a on a.account_id = :account and a.flow_id = l.id)
            select d.*, coalesce(u.started, 0) as started, coalesce(u.resolved, 0) as resolved,
                   coalesce(u.resolved + u.escalated + u.abandoned, 0) as closed, coalesce(u.helpful, 0) as helpful,
                   coalesce(u.unhelpful, 0) as unhelpful, u.last_matched_at
              from described d left join flow_usage u on u.account_id = :account and u.flow_id = d.id
            """;

    private final JsonMapper json;

    FlowRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public FlowRow mapRow(ResultSet rs, int number) throws SQLException {
        UUID adopted = rs.getObject("adopted_library_flow_id", UUID.class);
        return new FlowRow(
                entry(rs),
                rs.getString("slug"),
                content(rs),
                rs.getObject("draft_version", Integer.class),
                adopted == null
                        ? null
                        : new FlowRow.AdoptedFrom(
                                adopted,
                                rs.getInt("adopted_version_no"),
                                rs.getBoolean("update_available")),
                rs.getString("index_state"),
                new FlowRow.Figures(
                        rs.getLong("started"),
                        rs.getLong("resolved"),
                        rs.getLong("closed"),
                        rs.getLong("helpful"),
                        rs.getLong("unhelpful"),
                        instant(rs, "last_matched_at")),
                rs.getObject("author_id", UUID.class),
                rs.getString("author_name"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant(),
                instant(rs, "published_at"));
    }

    static FlowEntry entry(ResultSet rs) throws SQLException {
        return new FlowEntry(
                FlowSource.of(rs.getString("source")),
                rs.getObject("id", UUID.class),
                rs.getString("status"),
                rs.getBoolean("enabled"),
                rs.getObject("version_no", Integer.class));
    }

    FlowContent content(ResultSet rs) throws SQLException {
        return json.readValue(rs.getString("content"), FlowContent.class);
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
