package io.resolutionflow.l1walk.walk;

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

/**
 * Nodes generated in AI-built walks; the child of an answer is made once and served again after
 * going back.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class WalkNodes {

    private static final String POSITION =
            " where account_id = :account and walk_id = :walk and parent_node_id is not distinct from :parent"
                    + " and via_answer is not distinct from :via";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WalkNodes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Where a node hangs: below a node, reached by an answer; both null for the first one. */
    public record Place(@Nullable String parentNodeId, @Nullable String viaAnswer) {
        public static final Place ROOT = new Place(null, null);
    }

    public Optional<BuiltNode> find(UUID walkId, String nodeId) {
        return jdbc.sql(
                        "select content from walk_node where account_id = :account and walk_id = :walk and node_id = :node")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("node", nodeId)
                .query((rs, n) -> json.readValue(rs.getString("content"), BuiltNode.class))
                .optional();
    }

    /** The node that stands there, failures left out. */
    public Optional<BuiltNode> at(UUID walkId, Place place) {
        return jdbc.sql(
                        "select content from walk_node"
                                + POSITION
                                + " and fallback_reason is distinct from 'generation_failed'")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("parent", place.parentNodeId(), Types.VARCHAR)
                .param("via", place.viaAnswer(), Types.VARCHAR)
                .query((rs, n) -> json.readValue(rs.getString("content"), BuiltNode.class))
                .optional();
    }

    /** What was shown there in place of a node that could not be made, the last one last. */
    public List<BuiltNode> failuresAt(UUID walkId, Place place) {
        return jdbc.sql(
                        "select content from walk_node"
                                + POSITION
                                + " and fallback_reason = 'generation_failed' order by created_at")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("parent", place.parentNodeId(), Types.VARCHAR)
                .param("via", place.viaAnswer(), Types.VARCHAR)
                .query((rs, n) -> json.readValue(rs.getString("content"), BuiltNode.class))
                .list();
    }

    /** Texts asked so far, so that the model does not repeat them. */
    public List<BuiltNode> all(UUID walkId) {
        return jdbc.sql(
                        "select content from walk_node where account_id = :account and walk_id = :walk order by created_at")
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .query((rs, n) -> json.readValue(rs.getString("content"), BuiltNode.class))
                .list();
    }

    public void add(UUID walkId, Place place, BuiltNode node, @Nullable UUID aiCallId, Instant at) {
        jdbc.sql(
                        """
                        insert into walk_node (account_id, walk_id, node_id, parent_node_id, via_answer, content, origin, fallback_reason, ai_call_id, created_at)
                        values (:account, :walk, :node, :parent, :via, :content::jsonb, :origin, :fallback, :call, :at)
                        """)
                .param("account", TenantContext.required())
                .param("walk", walkId)
                .param("node", node.id())
                .param("parent", place.parentNodeId())
                .param("via", place.viaAnswer())
                .param("content", json.writeValueAsString(node))
                .param("origin", node.origin())
                .param("fallback", node.fallbackReason())
                .param("call", aiCallId)
                .param("at", Timestamp.from(at))
                .update();
    }
}
