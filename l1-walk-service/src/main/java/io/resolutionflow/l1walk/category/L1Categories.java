package io.resolutionflow.l1walk.category;

import io.resolutionflow.l1walk.library.LibraryReader;
import io.resolutionflow.platform.audit.AuditLog;
import io.resolutionflow.platform.identity.Caller;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The account's switches per category; they gate AI building only, never an authored flow
 * (contract-l1 §8).
 */
@Service
public class L1Categories {

    /**
     * What an account that never chose does not get: work that needs an approval or an identity
     * check.
     */
    private static final Set<String> OFF_BY_DEFAULT =
            Set.of("identity-access", "security", "user-lifecycle");

    private final JdbcClient jdbc;
    private final LibraryReader library;
    private final AuditLog audit;

    L1Categories(JdbcClient jdbc, LibraryReader library, AuditLog audit) {
        this.jdbc = jdbc;
        this.library = library;
        this.audit = audit;
    }

    public record Available(String key, String label, boolean defaultEnabled) {}

    public record Settings(List<String> enabled, List<Available> available, int version) {}

    private record Stored(List<String> enabled, int version) {}

    @Transactional(readOnly = true)
    public Settings settings() {
        return settings(stored());
    }

    @Transactional(readOnly = true)
    public boolean isEnabled(String key) {
        return settings().enabled().contains(key);
    }

    /**
     * Replaces the whole list.
     *
     * @throws DomainException 422 {@code unknown_category}, 409 {@code version_conflict}
     */
    @Transactional
    public Settings replace(List<String> wanted, @Nullable Integer version, Caller caller) {
        Settings before = settings(lock());
        List<String> known = before.available().stream().map(Available::key).toList();
        List<String> enabled = List.copyOf(new LinkedHashSet<>(wanted));
        enabled.stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw DomainException.unprocessable(
                                    "unknown_category",
                                    "There is no category with one of these keys.")
                            .with("allowed", known);
                });
        if (version != null && version != before.version()) {
            throw DomainException.conflict(
                            "version_conflict", "Somebody changed the categories. Load them again.")
                    .with("current_version", before.version())
                    .with("current", before);
        }
        jdbc.sql(
                        """
                        insert into account_l1_category (account_id, enabled, version) values (:account, :enabled, :version)
                        on conflict (account_id) do update set enabled = excluded.enabled, version = excluded.version
                        """)
                .param("account", TenantContext.required())
                .param("enabled", enabled.toArray(String[]::new))
                .param("version", before.version() + 1)
                .update();
        audit.record(
                AuditLog.Actor.of(caller),
                "l1.categories.update",
                "l1_categories",
                TenantContext.required(),
                before.enabled(),
                enabled,
                Map.of("enabled", enabled));
        return settings(new Stored(enabled, before.version() + 1));
    }

    private Settings settings(@Nullable Stored stored) {
        List<Available> available =
                library.categories().stream()
                        .map(c ->
                                new Available(
                                        c.key(), c.label(), !OFF_BY_DEFAULT.contains(c.key())))
                        .toList();
        return stored == null
                ? new Settings(
                        available.stream()
                                .filter(Available::defaultEnabled)
                                .map(Available::key)
                                .toList(),
                        available,
                        0)
                : new Settings(stored.enabled(), available, stored.version());
    }

    private @Nullable Stored stored() {
        return find("").orElse(null);
    }

    /** Serialises two first saves too: there is no row to lock before the first one. */
    private @Nullable Stored lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('l1_categories:' || :account, 0))")
                .param("account", TenantContext.required().toString())
                .query()
                .listOfRows();
        return find(" for update").orElse(null);
    }

    private Optional<Stored> find(String suffix) {
        return jdbc.sql(
                        "select enabled, version from account_l1_category where account_id = :account"
                                + suffix)
                .param("account", TenantContext.required())
                .query((rs, n) ->
                        new Stored(
                                List.of((String[]) rs.getArray("enabled").getArray()),
                                rs.getInt("version")))
                .optional();
    }
}
