package io.resolutionflow.aigateway.embedding;

import io.resolutionflow.aigateway.sql.Query;
import io.resolutionflow.aigateway.sql.Statement;
import io.resolutionflow.aigateway.sql.Statements;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Vectors already made: first in memory, then in {@code embedding_cache}, 30 days after their last
 * use. The account is always in the key.
 */
@Component
class EmbeddingCache {

    /** About 8 MB of vectors. */
    private static final int IN_MEMORY = 5_000;

    private record Key(UUID account, String version, String hash) {}

    private final Statements statements;
    private final Map<Key, float[]> memory =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, float[]> eldest) {
                    return size() > IN_MEMORY;
                }
            };

    EmbeddingCache(Statements statements) {
        this.statements = statements;
    }

    float @Nullable [] inMemory(UUID account, String version, String hash) {
        synchronized (memory) {
            return memory.get(new Key(account, version, hash));
        }
    }

    /** Vectors of the table by hash; those found are remembered in memory. */
    Map<String, float[]> inTable(UUID account, String version, List<String> hashes) {
        Query<Map.Entry<String, float[]>> known =
                Statement.sql(
                                """
                                select text_hash, vector from embedding_cache
                                 where account_id = :account and model_version = :version and text_hash = any (:hashes::text[])
                                """)
                        .param("account", account)
                        .param("version", version)
                        .param("hashes", hashes.toArray(String[]::new))
                        .reading((row, n) ->
                                Map.entry(
                                        row.getString("text_hash"),
                                        floats(row.getBytes("vector"))));
        statements.alone(known);
        var found = new LinkedHashMap<String, float[]>();
        known.rows().forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        if (!found.isEmpty()) {
            touch(account, version, found.keySet().toArray(String[]::new));
            found.forEach((hash, vector) -> remember(account, version, hash, vector));
        }
        return found;
    }

    // once a day is often enough for a limit of thirty
    private void touch(UUID account, String version, String[] hashes) {
        statements.alone(
                Statement.sql(
                                """
                                update embedding_cache set last_used_at = now()
                                 where account_id = :account and model_version = :version and text_hash = any (:hashes::text[])
                                   and last_used_at < now() - interval '1 day'
                                """)
                        .param("account", account)
                        .param("version", version)
                        .param("hashes", hashes));
    }

    void store(UUID account, String version, Map<String, float[]> vectors) {
        statements.alone(
                Statement.sql(
                                """
                                insert into embedding_cache (account_id, model_version, text_hash, vector)
                                select :account, :version, made.text_hash, made.vector
                                  from unnest(:hashes::text[], :vectors::bytea[]) made (text_hash, vector)
                                on conflict do nothing
                                """)
                        .param("account", account)
                        .param("version", version)
                        .param("hashes", vectors.keySet().toArray(String[]::new))
                        .param(
                                "vectors",
                                vectors.values().stream()
                                        .map(EmbeddingCache::bytes)
                                        .toArray(byte[][]::new)));
        vectors.forEach((hash, vector) -> remember(account, version, hash, vector));
    }

    private void remember(UUID account, String version, String hash, float[] vector) {
        synchronized (memory) {
            memory.put(new Key(account, version, hash), vector);
        }
    }

    private static byte[] bytes(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
