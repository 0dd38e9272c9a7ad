package io.resolutionflow.l1walk.flow;

import io.resolutionflow.l1walk.text.RequestFields;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keys a flow may be filed under, besides {@code other} (contract-l1 §8); a list filtered by any
 * other is refused (§16).
 */
@Repository
public class FlowCategories {

    private static final String FIELD = "category";

    private final JdbcClient jdbc;

    FlowCategories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Flows and proposals of a category. */
    public @Nullable String ofFlows(RequestFields fields, @Nullable String asked) {
        return asked == null ? null : fields.oneOf(FIELD, asked, with("other"));
    }

    /** Calls and walks of a category, those nobody could tell included. */
    public @Nullable String ofCalls(RequestFields fields, @Nullable String asked) {
        return asked == null ? null : fields.oneOf(FIELD, asked, with("other", "unknown"));
    }

    private Set<String> with(String... more) {
        return Stream.concat(keys().stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @Transactional(readOnly = true)
    public Set<String> keys() {
        return jdbc.sql("select key from library_category").query(String.class).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
