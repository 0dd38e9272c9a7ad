package io.resolutionflow.l1walk.library;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads the shipped library as the schema's owner, because the app role may only read it. Runs
 * again whenever the content differs (contract-l1 §9.2).
 */
@Component
class LoadShippedLibrary implements JavaMigration {

    /** Raise when the loading writes something else for the same content. */
    private static final int FORMAT = 1;

    private final LibraryContent content = LibraryContent.shipped();
    private final JsonMapper json;

    LoadShippedLibrary(JsonMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null; // repeatable
    }

    @Override
    public String getDescription() {
        return "load shipped library";
    }

    @Override
    public Integer getChecksum() {
        return checksum(json.writeValueAsString(content)) + FORMAT;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        var database =
                JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
        new LibraryWriter(database, json).write(content);
    }

    static int checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
