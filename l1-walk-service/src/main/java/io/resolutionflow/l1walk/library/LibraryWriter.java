package io.resolutionflow.l1walk.library;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.flow.FlowNode;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the library rows: a flow whose checksum is known stays as it is, changed content becomes a
 * new version.
 */
class LibraryWriter {

    private final JdbcClient owner;
    private final JsonMapper json;

    LibraryWriter(JdbcClient owner, JsonMapper json) {
        this.owner = owner;
        this.json = json;
    }

    void write(LibraryContent content) {
        for (int i = 0; i < content.categories().size(); i++) {
            category(content.categories().get(i), i);
        }
        content.flows().forEach(this::flow);
        owner.sql("delete from library_problem").update();
        for (int i = 0; i < content.problems().size(); i++) {
            problem(content.problems().get(i), i);
        }
    }

    private record Current(int versionNo, String checksum) {}

    private void flow(FlowContent flow) {
        UUID id = LibraryContent.flowId(flow.slug());
        String body = json.writeValueAsString(flow);
        String checksum = Integer.toHexString(LoadShippedLibrary.checksum(body));
        Current current =
                owner.sql(
                                """
                                select v.version_no, v.checksum from library_flow f
                                  join library_flow_version v on v.flow_id = f.id and v.version_no = f.current_version_no
                                 where f.id = :id
                                """)
                        .param("id", id)
                        .query(Current.class)
                        .optional()
                        .orElse(new Current(0, ""));
        if (!current.checksum().equals(checksum)) {
            version(id, current.versionNo() + 1, flow, body, checksum);
        }
    }

    private void version(UUID id, int version, FlowContent flow, String body, String checksum) {
        owner.sql(
                        """
                        insert into library_flow (id, slug, current_version_no) values (:id, :slug, :version)
                        on conflict (id) do update set current_version_no = excluded.current_version_no, updated_at = now()
                        """)
                .param("id", id)
                .param("slug", flow.slug())
                .param("version", version)
                .update();
        owner.sql(
                        """
                        insert into library_flow_version (flow_id, version_no, content, title, category, checksum)
                        values (:id, :version, :content::jsonb, :title, :category, :checksum)
                        """)
                .param("id", id)
                .param("version", version)
                .param("content", body)
                .param("title", flow.title())
                .param("category", flow.category())
                .param("checksum", checksum)
                .update();
        text(id, version, flow);
    }

    private void text(UUID id, int version, FlowContent flow) {
        String words = String.join(" ", flow.keywords()) + " " + String.join(" ", flow.tags());
        owner.sql(
                        """
                        insert into library_text (flow_id, version_no, search, near)
                        values (:id, :version, setweight(to_tsvector('english', :title), 'A') || setweight(to_tsvector('english', :words), 'B')
                                || setweight(to_tsvector('english', :description), 'C') || setweight(to_tsvector('english', :nodes), 'D'),
                                :title || ' ' || :words)
                        """)
                .param("id", id)
                .param("version", version)
                .param("title", flow.title())
                .param("words", words)
                .param("description", flow.description() == null ? "" : flow.description())
                .param(
                        "nodes",
                        flow.nodes().stream().map(FlowNode::text).collect(Collectors.joining(" ")))
                .update();
    }

    private void category(LibraryContent.Category category, int position) {
        owner.sql(
                        """
                        insert into library_category (key, label, position) values (:key, :label, :position)
                        on conflict (key) do update set label = excluded.label, position = excluded.position
                        """)
                .param("key", category.id())
                .param("label", category.label())
                .param("position", position)
                .update();
    }

    private void problem(LibraryContent.Problem problem, int position) {
        owner.sql(
                        """
                        insert into library_problem (slug, title, category, description, keywords, typical_priority, flow_id, position)
                        values (:slug, :title, :category, :description, :keywords, :priority, :flow, :position)
                        """)
                .param("slug", problem.slug())
                .param("title", problem.title())
                .param("category", problem.category())
                .param("description", problem.description())
                .param("keywords", problem.keywords().toArray(String[]::new))
                .param("priority", problem.typicalPriority())
                .param(
                        "flow",
                        problem.flowSlug() == null
                                ? null
                                : LibraryContent.flowId(problem.flowSlug()))
                .param("position", position)
                .update();
    }
}
