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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where in what a stack wrote some text stands, byte by byte. */
final class ByteSearch {

    private final Stack stack;

    ByteSearch(Stack stack) {
        this.stack = stack;
    }

    /** Where each text was found: names of tables or files. */
    record Found(Map<String, List<String>> places) {

        List<String> of(String text) {
            return places.getOrDefault(text, List.of());
        }
    }

    /** Tables with a row that holds one, as text or as the bytes of a binary column. */
    Found tables(String... texts) throws SQLException {
        var found = new HashMap<String, List<String>>();
        try (Connection database = stack.database();
                var names = database.createStatement();
                var tables =
                        names.executeQuery(
                                "select schemaname || '.' || quote_ident(tablename) from pg_tables where schemaname in ('session', 'l1', 'handoff', 'psa', 'ai')")) {
            while (tables.next()) {
                for (String text : holding(database, tables.getString(1), texts)) {
                    found.computeIfAbsent(text, one -> new ArrayList<>()).add(tables.getString(1));
                }
            }
        }
        return new Found(found);
    }

    /** One look at every row, whatever is sought. */
    private static List<String> holding(Connection database, String table, String... texts)
            throws SQLException {
        String each =
                Arrays.stream(texts)
                        .map(text -> "bool_or(t like ? or t like ?)")
                        .collect(Collectors.joining(", "));
        var held = new ArrayList<String>();
        try (var search =
                database.prepareStatement(
                        "select "
                                + each
                                + " from (select r::text as t from "
                                + table
                                + " r) rows")) {
            for (int n = 0; n < texts.length; n++) {
                search.setString(2 * n + 1, "%" + texts[n] + "%");
                search.setString(2 * n + 2, "%" + hex(texts[n]) + "%");
            }
            try (var hits = search.executeQuery()) {
                hits.next();
                for (int n = 0; n < texts.length; n++) {
                    if (hits.getBoolean(n + 1)) {
                        held.add(texts[n]);
                    }
                }
            }
        }
        return held;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Files below a directory that hold one; none when there is no such directory. */
    Found files(Path directory, String... texts) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new Found(Map.of());
        }
        var found = new HashMap<String, List<String>>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(ByteSearch::holdsText).toList()) {
                String content = content(file);
                Arrays.stream(texts)
                        .filter(content::contains)
                        .forEach(text ->
                                found.computeIfAbsent(text, one -> new ArrayList<>())
                                        .add(file.toString()));
            }
        }
        return new Found(found);
    }

    /** Kafka's indexes hold numbers alone, in ten megabytes of zeros made beforehand for each. */
    private static boolean holdsText(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith("index");
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            // deleted while we look, as Kafka does with its segments
            return "";
        }
    }
}
