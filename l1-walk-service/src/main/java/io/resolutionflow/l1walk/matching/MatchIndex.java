package io.resolutionflow.l1walk.matching;

import io.resolutionflow.l1walk.flow.FlowRef;
import io.resolutionflow.l1walk.flow.FlowSource;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The searchable side of published flows; searches go through {@code match_flows} (architecture
 * §5.6).
 */
@Repository
class MatchIndex {

    private final JdbcClient jdbc;

    MatchIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Hit(FlowRef ref, double headCosine, double nodeCosine) {}

    @Transactional(readOnly = true)
    List<Hit> candidates(
            Statement statement, float @Nullable [] vector, @Nullable String model, int perList) {
        return jdbc.sql("select * from match_flows(:vector::vector, :terms, :near, :model, :k)")
                .param("vector", vector == null ? null : literal(vector))
                .param("terms", statement.words().stream().collect(Collectors.joining(" | ")))
                .param("near", statement.normal())
                .param("model", model)
                .param("k", perList)
                .query((rs, n) ->
                        new Hit(
                                new FlowRef(
                                        FlowSource.of(rs.getString("source")),
                                        rs.getObject("flow_id", UUID.class),
                                        rs.getInt("version_no")),
                                rs.getDouble("head_cosine"),
                                rs.getDouble("node_cosine")))
                .list();
    }

    /** Nearness to what no flow covers; empty until those vectors are there. */
    @Transactional(readOnly = true)
    Optional<Double> noneCosine(float[] vector, String model) {
        return jdbc.sql(
                        "select max(1 - (embedding <=> :vector::vector)) from library_none_vector where model = :model")
                .param("vector", literal(vector))
                .param("model", model)
                .query((rs, n) -> Optional.ofNullable(rs.getObject(1, Double.class)))
                .single();
    }

    /**
     * Use in the last 90 days (20 or more count full) and how lately a flow was matched, together
     * 0–1.
     */
    @Transactional(readOnly = true)
    Map<UUID, Double> usage(List<UUID> flows) {
        if (flows.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        """
                        select u.flow_id,
                               0.6 * least(coalesce((select sum(d.uses) from flow_usage_day d where d.account_id = u.account_id
                                                        and d.flow_id = u.flow_id and d.day > current_date - 90), 0), 20) / 20.0
                                 + 0.4 * greatest(0, 1 - coalesce(extract(epoch from now() - u.last_matched_at) / 86400.0, 90) / 90.0) as share
                          from flow_usage u where u.account_id = :account and u.flow_id in (:flows)
                        """)
                .param("account", TenantContext.required())
                .param("flows", flows)
                .query((rs, n) ->
                        Map.entry(rs.getObject("flow_id", UUID.class), rs.getDouble("share")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Transactional
    void storeLibraryVectors(
            FlowRef ref, List<IndexTexts.IndexText> texts, Embedder.Vectors vectors) {
        jdbc.sql(
                        "select store_library_vectors(:flow, :version, :model, :modelVersion, :kinds, :nodes, :vectors)")
                .param("flow", ref.flowId())
                .param("version", ref.versionNo())
                .param("model", vectors.model())
                .param("modelVersion", vectors.modelVersion())
                .param(
                        "kinds",
                        texts.stream().map(IndexTexts.IndexText::kind).toArray(String[]::new))
                .param(
                        "nodes",
                        texts.stream().map(IndexTexts.IndexText::nodeId).toArray(String[]::new))
                .param("vectors", literals(vectors.values()))
                .query()
                .listOfRows();
    }

    @Transactional
    void storeAccountVectors(
            UUID flowId, List<IndexTexts.IndexText> texts, Embedder.Vectors vectors) {
        jdbc.sql("delete from flow_vector where account_id = :account and flow_id = :flow")
                .param("account", TenantContext.required())
                .param("flow", flowId)
                .update();
        jdbc.sql(
                        """
                        insert into flow_vector (account_id, flow_id, position, kind, node_id, model, model_version, embedding)
                        select :account, :flow, x.place, x.kind, x.node, :model, :modelVersion, x.embedding::vector
                          from unnest(:kinds::text[], :nodes::text[], :vectors::text[]) with ordinality as x (kind, node, embedding, place)
                        """)
                .param("account", TenantContext.required())
                .param("flow", flowId)
                .param("model", vectors.model())
                .param("modelVersion", vectors.modelVersion())
                .param(
                        "kinds",
                        texts.stream().map(IndexTexts.IndexText::kind).toArray(String[]::new))
                .param(
                        "nodes",
                        texts.stream().map(IndexTexts.IndexText::nodeId).toArray(String[]::new))
                .param("vectors", literals(vectors.values()))
                .update();
    }

    @Transactional
    void storeNoneVectors(String digest, Embedder.Vectors vectors) {
        jdbc.sql("select store_none_vectors(:model, :modelVersion, :digest, :vectors)")
                .param("model", vectors.model())
                .param("modelVersion", vectors.modelVersion())
                .param("digest", digest)
                .param("vectors", literals(vectors.values()))
                .query()
                .listOfRows();
    }

    static String literal(float[] vector) {
        return Arrays.toString(vector);
    }

    private static String[] literals(List<float[]> vectors) {
        var literals = new ArrayList<String>();
        vectors.forEach(vector -> literals.add(literal(vector)));
        return literals.toArray(String[]::new);
    }
}
