package io.resolutionflow.e2e.psa;

import io.resolutionflow.e2e.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Where in what a stack wrote some text stands, byte by byte. */
final class ByteSearch {

    private final Stack stack;

    ByteSearch(Stack stack) {
        this.stack = stack;
    }

    /** Tables with a row that holds it, as text or as the bytes of a binary column. */
    List<String> tables(String text) throws SQLException {
        var found = new ArrayList<String>();
        try (Connection database = stack.database();
                var names = database.createStatement();
                var tables =
                        names.executeQuery(
                                "select schemaname || '.' || quote_ident(tablename) from pg_tables where schemaname in ('session', 'l1', 'handoff', 'psa', 'ai')")) {
            while (tables.next()) {
                if (holds(database, tables.getString(1), text)) {
                    found.add(tables.getString(1));
                }
            }
        }
        return found;
    }

    private static boolean holds(Connection database, String table, String text)
            throws SQLException {
        String rows = "select count(*) from " + table + " t where t::text like ? or t::text like ?";
        try (var search = database.prepareStatement(rows)) {
            search.setString(1, "%" + text + "%");
            search.setString(2, "%" + hex(text) + "%");
            try (var hits = search.executeQuery()) {
                hits.next();
                return hits.getLong(1) > 0;
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Files below a directory that hold it; none when there is no such directory. */
    List<Path> files(Path directory, String text) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (holds(file, text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean holds(Path file, String text) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (NoSuchFileException e) {
            // deleted while we look, as Kafka does with its segments
            return false;
        }
    }
}
