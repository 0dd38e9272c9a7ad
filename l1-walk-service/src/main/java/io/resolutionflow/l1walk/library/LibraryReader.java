package io.resolutionflow.l1walk.library;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Shipped categories and problems as stored: global data without a tenant. */
@Repository
@Transactional(readOnly = true)
public class LibraryReader {

    private final JdbcClient jdbc;

    LibraryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Category(String key, String label) {}

    /**
     * @param flowId the library flow that covers it, or null
     */
    public record Problem(
            String slug,
            String title,
            String category,
            String description,
            List<String> keywords,
            String typicalPriority,
            @Nullable UUID flowId) {}

    public List<Category> categories() {
        return jdbc.sql("select key, label from library_category order by position")
                .query(Category.class)
                .list();
    }

    public List<Problem> problems() {
        return jdbc.sql("select * from library_problem order by position")
                .query((rs, n) ->
                        new Problem(
                                rs.getString("slug"),
                                rs.getString("title"),
                                rs.getString("category"),
                                rs.getString("description"),
                                List.of((String[]) rs.getArray("keywords").getArray()),
                                rs.getString("typical_priority"),
                                rs.getObject("flow_id", UUID.class)))
                .list();
    }
}
