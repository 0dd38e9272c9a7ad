package io.resolutionflow.session.upload;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The built-in store: rows of 256 KB beside the sessions, so that nothing else has to run. */
@Component
@Order(2)
class PostgresFileStore implements FileStore {

    private static final int PIECE = 256 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PostgresFileStore(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public String scheme() {
        return "postgres";
    }

    @Override
    public String keyOf(Upload upload) {
        return scheme() + ":" + upload.id();
    }

    @Override
    public void put(Upload upload, byte[] bytes) {
        transaction.executeWithoutResult(tx -> {
            for (int from = 0, seq = 0; from < bytes.length; from += PIECE, seq++) {
                jdbc.sql(
                                """
                                insert into file_upload_chunk (account_id, upload_id, seq, data) values (:account, :upload, :seq, :data)
                                on conflict (account_id, upload_id, seq) do update set data = excluded.data
                                """)
                        .param("account", upload.accountId())
                        .param("upload", upload.id())
                        .param("seq", seq)
                        .param(
                                "data",
                                Arrays.copyOfRange(
                                        bytes, from, Math.min(from + PIECE, bytes.length)))
                        .update();
            }
        });
    }

    @Override
    public byte[] get(Upload upload) {
        var bytes = new ByteArrayOutputStream(Math.toIntExact(upload.sizeBytes()));
        transaction.executeWithoutResult(tx ->
                jdbc.sql(
                                """
                                select data from file_upload_chunk where account_id = :account and upload_id = :upload order by seq
                                """)
                        .param("account", upload.accountId())
                        .param("upload", upload.id())
                        .query((row, n) -> row.getBytes("data"))
                        .list()
                        .forEach(bytes::writeBytes));
        return bytes.toByteArray();
    }

    @Override
    public void delete(Upload upload) {
        transaction.executeWithoutResult(tx ->
                jdbc.sql(
                                "delete from file_upload_chunk where account_id = :account and upload_id = :upload")
                        .param("account", upload.accountId())
                        .param("upload", upload.id())
                        .update());
    }
}
