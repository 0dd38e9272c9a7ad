package io.resolutionflow.l1walk.flow;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keys a flow may be filed under, besides {@code other} (contract-l1 §8). */
@Repository
public class FlowCategories {

    private final JdbcClient jdbc;

    FlowCategories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Set<String> keys() {
        return jdbc.sql("select key from library_category").query(String.class).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
