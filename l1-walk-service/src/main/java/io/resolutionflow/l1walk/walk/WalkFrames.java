package io.resolutionflow.l1walk.walk;

import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sub-flows opened in walks. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class WalkFrames {

    private final JdbcClient jdbc;

    WalkFrames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Outermost first. */
    public List<Frame> open(UUID walkId) {
        return jdbc.sql(
                        "select * from walk_frame where account_id = :account and walk_id = :walk and closed_at is null order by depth")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .query((rs, n) ->
                        new Frame(
                                rs.getObject("id", UUID.class),
                                rs.getInt("depth"),
                                Objects.requireNonNull(
                                        WalkRows.flow(rs, "account_flow_id", "library_flow_id")),
                                rs.getString("slug"),
                                rs.getString("title"),
                                rs.getString("parent_node_id")))
                .list();
    }

    public void add(UUID walkId, Frame frame, Instant at) {
        boolean library = frame.flow().source() == FlowSource.LIBRARY;
        jdbc.sql(
                        """
                        insert into walk_frame (account_id, id, walk_id, depth, account_flow_id, library_flow_id, flow_version_no, slug, title,
                                                parent_node_id, opened_at)
                        values (:account, :id, :walk, :depth, :own, :library, :version, :slug, :title, :parent, :at)
                        """)
                .param("account", TenantContext.required())
                .param("id", frame.id())
                .param("walk", walkId)
                .param("depth", frame.depth())
                .param("own", library ? null : frame.flow().flowId())
                .param("library", library ? frame.flow().flowId() : null)
                .param("version", frame.flow().versionNo())
                .param("slug", frame.slug())
                .param("title", frame.title())
                .param("parent", frame.parentNodeId())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Makes exactly these frames the open ones: going back crosses frames (contract-l1 §4.3). */
    public void restore(UUID walkId, List<UUID> open, Instant at) {
        // closing first, because only one frame of a depth may be open
        jdbc.sql(
                        "update walk_frame set closed_at = :at where account_id = :account and walk_id = :walk and closed_at is null"
                                + " and not id = any (:open)")
                .param("at", Timestamp.from(at))
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("open", open.toArray(UUID[]::new))
                .update();
        jdbc.sql(
                        "update walk_frame set closed_at = null where account_id = :account and walk_id = :walk and id = any (:open)")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("open", open.toArray(UUID[]::new))
                .update();
    }
}
