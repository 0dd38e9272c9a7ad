package io.resolutionflow.handoff.member.persistence;

import io.resolutionflow.handoff.member.Member;
import io.resolutionflow.handoff.member.Members;
import io.resolutionflow.platform.identity.Role;
import io.resolutionflow.platform.tenancy.TenantContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tables {@code member} and {@code directory_state}. */
@Repository
class MemberTable implements Members {

    private static final int ACCOUNTS_AT_ONCE = 20;

    private final JdbcClient jdbc;

    MemberTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Member> find(UUID userId) {
        return jdbc.sql("select * from member where account_id = ? and user_id = ?")
                .params(account(), userId)
                .query((row, n) -> row(row))
                .optional();
    }

    @Override
    public List<Member> search(Filter filter) {
        return jdbc.sql(
                        """
                        select * from member
                         where account_id = :account
                           and (:everybody or enabled)
                           and (:part::text is null or name ilike :part or (:partOfEmail and email ilike :part))
                           and (:role::text is null or role = :role)
                           and (:canClaim::boolean is null or :canClaim = (enabled and role in ('super_admin', 'owner', 'admin', 'engineer')))
                           and (:afterName::text is null or (lower(name), user_id) > (lower(:afterName), :afterId::uuid))
                         order by lower(name), user_id limit :fetch offset :skip
                        """)
                .param("account", account())
                .param("everybody", filter.includeDisabled())
                .param("part", filter.part() == null ? null : "%" + escaped(filter.part()) + "%")
                .param("partOfEmail", filter.partOfEmail())
                .param("role", filter.role() == null ? null : filter.role().wireName())
                .param("canClaim", filter.canClaim())
                .param("afterName", filter.afterName())
                .param("afterId", filter.afterId())
                .param("fetch", filter.fetch())
                .param("skip", filter.skip())
                .query((row, n) -> row(row))
                .list();
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    @Override
    public void keep(Member member, Source source, Instant seenAt) {
        jdbc.sql(
                        """
                        insert into member (account_id, user_id, name, email, role, team_id, is_team_admin, can_cover_l1, enabled, source, seen_at)
                        values (:account, :user, :name, :email, :role, :team, :teamAdmin, :cover, :enabled, :source, :seen)
                        on conflict (account_id, user_id) do update
                           set name = excluded.name, email = excluded.email, role = excluded.role, team_id = excluded.team_id,
                               is_team_admin = excluded.is_team_admin, can_cover_l1 = excluded.can_cover_l1, enabled = excluded.enabled,
                               source = excluded.source, seen_at = excluded.seen_at,
                               missed_refreshes = case when excluded.source = 'directory' then 0 else member.missed_refreshes end
                         where member.seen_at < excluded.seen_at or (member.seen_at = excluded.seen_at and excluded.source = 'directory')
                        """)
                .param("account", account())
                .param("user", member.id())
                .param("name", member.name())
                .param("email", member.email())
                .param("role", member.role().wireName())
                .param("team", member.teamId())
                .param("teamAdmin", member.isTeamAdmin())
                .param("cover", member.canCoverL1())
                .param("enabled", member.enabled())
                .param("source", source.name().toLowerCase(Locale.ROOT))
                .param("seen", Timestamp.from(seenAt))
                .update();
    }

    @Override
    public void missed(Collection<UUID> present, Instant refreshStart) {
        jdbc.sql(
                        """
                        update member
                           set missed_refreshes = missed_refreshes + 1, enabled = enabled and missed_refreshes < 1, seen_at = greatest(seen_at, :start)
                         where account_id = :account and not (user_id = any (:present)) and seen_at < :start
                        """)
                .param("start", Timestamp.from(refreshStart))
                .param("account", account())
                .param("present", present.toArray(UUID[]::new))
                .update();
    }

    @Override
    public State state() {
        return jdbc.sql("select * from directory_state where account_id = ?")
                .params(account())
                .query((row, n) ->
                        new State(
                                instant(row, "refreshed_at"),
                                instant(row, "attempted_at"),
                                row.getString("last_error")))
                .optional()
                .orElseGet(() -> new State(null, null, null));
    }

    @Override
    public void used() {
        // once a minute is enough for "in use", and spares a write per look-up
        jdbc.sql(
                        """
                        insert into directory_state (account_id) values (?)
                        on conflict (account_id) do update set used_at = now() where directory_state.used_at < now() - interval '1 minute'
                        """)
                .params(account())
                .update();
    }

    @Override
    public boolean beginRefresh(Duration pause) {
        return jdbc.sql(
                                """
                                update directory_state set attempted_at = now(), used_at = now()
                                 where account_id = ? and coalesce(attempted_at, '-infinity') <= now() - make_interval(secs => ?)
                                """)
                        .params(account(), pause.toMillis() / 1000.0)
                        .update()
                == 1;
    }

    @Override
    public void endRefresh(@Nullable String error) {
        jdbc.sql(
                        """
                        update directory_state set last_error = :error::text, refreshed_at = case when :error::text is null then now() else refreshed_at end
                         where account_id = :account
                        """)
                .param("error", error)
                .param("account", account())
                .update();
    }

    @Override
    @Transactional
    public List<UUID> dueForRefresh(Duration every, Duration inUse) {
        return jdbc.sql("select * from accounts_due_for_directory_refresh(?, ?, ?)")
                .params(ACCOUNTS_AT_ONCE, every.toMillis(), inUse.toMillis())
                .query(UUID.class)
                .list();
    }

    @Override
    @Transactional
    public double oldestSeconds(Duration inUse) {
        return jdbc.sql("select oldest_directory_seconds(?)")
                .params(inUse.toMillis())
                .query(Double.class)
                .single();
    }

    private static Member row(ResultSet row) throws SQLException {
        return new Member(
                row.getObject("user_id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                Role.fromWireName(row.getString("role")).orElse(Role.VIEWER),
                row.getObject("team_id", UUID.class),
                row.getBoolean("is_team_admin"),
                row.getBoolean("can_cover_l1"),
                row.getBoolean("enabled"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static UUID account() {
        return TenantContext.required();
    }
}
