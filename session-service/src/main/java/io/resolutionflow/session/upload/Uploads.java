package io.resolutionflow.session.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of uploads in the bound account; a deleted or unfinished one is not seen. */
@Repository
class Uploads {

    private static final String COLUMNS =
            "account_id, id, session_id, uploaded_by, filename, content_type, size_bytes, sha256, storage_key, extracted_text is not null as has_text, created_at";
    private static final String SEEN = " and deleted_at is null and stored_at is not null";

    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the file's place in the limits; it is seen once {@link #stored} is said. */
    void reserve(
            Upload upload, String uploaderName, @Nullable String text, @Nullable Integer pages) {
        jdbc.sql(
                        """
                        insert into file_upload (account_id, id, session_id, uploaded_by, uploaded_by_name, filename, content_type, size_bytes, sha256,
                                                 storage_key, extracted_text, page_count, created_at)
                        values (:account, :id, :session, :by, :byName, :filename, :type, :size, :sha, :key, :text, :pages, :at)
                        """)
                .param("account", upload.accountId())
                .param("id", upload.id())
                .param("session", upload.sessionId())
                .param("by", upload.uploadedBy())
                .param("byName", uploaderName)
                .param("filename", upload.filename())
                .param("type", upload.contentType())
                .param("size", upload.sizeBytes())
                .param("sha", upload.sha256())
                .param("key", upload.storageKey())
                .param("text", text)
                .param("pages", pages)
                .param("at", Timestamp.from(upload.createdAt()))
                .update();
    }

    boolean stored(Upload upload, Instant now) {
        return jdbc.sql(
                                """
                                update file_upload set stored_at = :now where account_id = :account and id = :id and deleted_at is null and storage_key is not null
                                """)
                        .param("now", Timestamp.from(now))
                        .param("account", upload.accountId())
                        .param("id", upload.id())
                        .update()
                == 1;
    }

    Optional<Upload> find(UUID account, UUID id) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from file_upload where account_id = :account and id = :id"
                                + SEEN)
                .param("account", account)
                .param("id", id)
                .query(Uploads::upload)
                .optional();
    }

    /** Whatever its state, for the job that removes bytes. */
    Optional<Upload> findAny(UUID account, UUID id) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from file_upload where account_id = :account and id = :id and storage_key is not null")
                .param("account", account)
                .param("id", id)
                .query(Uploads::upload)
                .optional();
    }

    List<Upload> ofSession(UUID account, UUID session) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from file_upload where account_id = :account and session_id = :session"
                                + SEEN
                                + " order by created_at, id")
                .param("account", account)
                .param("session", session)
                .query(Uploads::upload)
                .list();
    }

    /** Everything whose bytes may still exist. */
    List<Upload> withBytes(UUID account, UUID session) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from file_upload where account_id = :account and session_id = :session and storage_key is not null")
                .param("account", account)
                .param("session", session)
                .query(Uploads::upload)
                .list();
    }

    /** Names of all files a session ever had: what a message refers to keeps its name. */
    List<String> names(UUID account, UUID session) {
        return jdbc.sql(
                        """
                        select filename from file_upload where account_id = :account and session_id = :session and stored_at is not null
                         order by created_at, id
                        """)
                .param("account", account)
                .param("session", session)
                .query(String.class)
                .list();
    }

    /** How much there is, unfinished files included. */
    record Volume(int files, long bytes) {}

    Volume ofSessionSoFar(UUID account, UUID session) {
        return volume("session_id = :of", account, session);
    }

    Volume looseOf(UUID account, UUID user) {
        return volume("session_id is null and uploaded_by = :of", account, user);
    }

    private Volume volume(String which, UUID account, UUID of) {
        return jdbc.sql(
                        "select count(*) as files, coalesce(sum(size_bytes), 0) as bytes from file_upload where account_id = :account and deleted_at is null and "
                                + which)
                .param("account", account)
                .param("of", of)
                .query((row, n) -> new Volume(row.getInt("files"), row.getLong("bytes")))
                .single();
    }

    /** One link, once. */
    boolean link(Upload upload, UUID session) {
        return jdbc.sql(
                                """
                                update file_upload set session_id = :session
                                 where account_id = :account and id = :id and session_id is null and deleted_at is null
                                """)
                        .param("session", session)
                        .param("account", upload.accountId())
                        .param("id", upload.id())
                        .update()
                == 1;
    }

    @Nullable String text(Upload upload) {
        return jdbc.sql(
                        "select extracted_text from file_upload where account_id = :account and id = :id")
                .param("account", upload.accountId())
                .param("id", upload.id())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(text -> text)
                .orElse(null);
    }

    /** Its name stays. */
    void delete(Upload upload, Instant now) {
        jdbc.sql(
                        """
                        update file_upload set deleted_at = coalesce(deleted_at, :now), extracted_text = null where account_id = :account and id = :id
                        """)
                .param("now", Timestamp.from(now))
                .param("account", upload.accountId())
                .param("id", upload.id())
                .update();
    }

    void bytesGone(Upload upload) {
        jdbc.sql(
                        "update file_upload set storage_key = null where account_id = :account and id = :id")
                .param("account", upload.accountId())
                .param("id", upload.id())
                .update();
    }

    /** A file nobody ever used leaves nothing behind. */
    void forget(Upload upload) {
        jdbc.sql(
                        """
                        delete from file_upload where account_id = :account and id = :id and (session_id is null or stored_at is null)
                        """)
                .param("account", upload.accountId())
                .param("id", upload.id())
                .update();
    }

    record Loose(UUID accountId, UUID id) {}

    /** Across accounts (docs/cross-tenant-queries.md). */
    List<Loose> loose(int limit) {
        return jdbc.sql("select * from loose_uploads(:limit)")
                .param("limit", limit)
                .query((row, n) ->
                        new Loose(
                                row.getObject("account_id", UUID.class),
                                row.getObject("id", UUID.class)))
                .list();
    }

    private static Upload upload(ResultSet row, int n) throws SQLException {
        return new Upload(
                row.getObject("account_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getObject("uploaded_by", UUID.class),
                row.getString("filename"),
                row.getString("content_type"),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                row.getString("storage_key"),
                row.getBoolean("has_text"),
                row.getTimestamp("created_at").toInstant());
    }
}
